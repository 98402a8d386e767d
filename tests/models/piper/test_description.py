"""What a Piper voice's JSON says."""

import pytest

from models.piper.description import parse


def test_says_which_field_is_wrong():
    with pytest.raises(ValueError, match=r"^audio: Field required$"):
        parse(b'{"phoneme_id_map": {"_": [0], "^": [1], "$": [2]}}')
    with pytest.raises(ValueError, match=r"it lacks \$, \^"):
        parse(b'{"audio": {"sample_rate": 1}, "phoneme_id_map": {"_": [0]}}')
    with pytest.raises(ValueError, match=r"^the whole: Invalid JSON"):
        parse(b"{")
