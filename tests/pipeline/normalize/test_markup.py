"""Markdown that is read: marks are characters like any others, HTML goes all the same."""

import pytest

from pipeline.manner import Manner, Spoken
from pipeline.normalize import Reader


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("# Title", "hash Title"),
        ("**a** & *b*", "**a** and *b*"),
        ("a | b", "a | b"),
        ("snake_case", "snake_case"),
        ("[a](b)", "[a](b)"),
        ("- item", "- item"),
        ("<b>a</b> &amp; b\u200bc 😀", "a and bc"),
    ],
)
def test_marks_are_read_as_in_any_text(text, spoken):
    reading = Reader(Manner("en", 400, spoken=Spoken(markdown="read"))).read(text)
    assert " ".join(reading.text.split()) == spoken
