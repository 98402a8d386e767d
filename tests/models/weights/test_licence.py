"""What model cards say of licences."""

import pytest

from models.weights.licence import of_card


@pytest.mark.parametrize(
    ("card", "licence"),
    [
        ("* License: CC0 1.0\n", "CC0 1.0"),
        ("# Card\r\n* License: MIT  \r\n* x\r\n", "MIT"),
        ("**Licence**: CC BY-SA 4.0", "CC BY-SA 4.0"),
        ("* License: https://example.org/licence.html", "https://example.org/licence.html"),
        ("* License: See URL", "see MODEL_CARD"),
        ("* License: unknown", "see MODEL_CARD"),
        ("* License:\n\nNext", "see MODEL_CARD"),
        ("The license: none said", "see MODEL_CARD"),
        ("", "see MODEL_CARD"),
    ],
)
def test_of_a_card(card, licence):
    assert of_card(card) == licence
