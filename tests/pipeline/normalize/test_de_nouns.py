"""Genders of German nouns by their endings."""

import pytest

from pipeline.normalize.de_nouns import gender_of


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        ("Zeitung", "f"),
        ("Stunde", "f"),
        ("Tablette", "f"),
        ("Geburtstag", "m"),
        ("Weltkrieg", "m"),
        ("Teelöffel", "m"),
        ("Jahrhundert", "n"),
        ("Mädchen", "n"),
        ("Hotelzimmer", "n"),
        ("Xyz", None),
    ],
)
def test_the_end_of_a_noun_tells_its_gender(word, gender):
    assert gender_of(word) == gender
