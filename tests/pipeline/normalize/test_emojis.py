"""Emoji that are read: by their names, each once."""

import pytest

from pipeline.manner import Manner, Spoken
from pipeline.normalize import Reader


def read(text: str, language: str = "en") -> str:
    reading = Reader(Manner(language, 400, spoken=Spoken(emoji="read"))).read(text)
    return " ".join(reading.text.split())


@pytest.mark.parametrize(
    ("emoji", "name"),
    [
        ("😀", "grinning face"),
        ("👍🏽", "thumbs up medium skin tone"),
        ("👩\u200d👩\u200d👧", "family woman woman girl"),
        ("🇩🇪", "Germany"),
        ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "Scotland"),
        ("1\ufe0f\u20e3", "keycap one"),
        ("🥇", "first place medal"),
        ("❤\ufe0f", "red heart"),
        ("❤", "red heart"),
        ("✓", ""),
    ],
)
def test_an_emoji_of_many_characters_is_one(emoji, name):
    assert read(emoji) == name


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Well done 👍!", "Well done thumbs up!"),
        ("Well done👍 you", "Well done thumbs up you"),
        ("So, 😀you", "So, grinning face you"),
        ("Fun 😂😂 😂 ❤❤\ufe0f.", "Fun face with tears of joy, red heart."),
        ("🇫🇷🇩🇪 5 km", "France, Germany five kilometers"),
        ("1 2 😀", "one two grinning face"),
    ],
)
def test_equal_ones_in_a_row_are_read_once_and_words_stay_apart(text, spoken):
    assert read(text) == spoken


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("de", "rotes herz"),
        ("es", "corazón rojo"),
        ("fr", "cœur rouge"),
        ("it", "cuore rosso"),
        ("pt-br", "coração vermelho"),
    ],
)
def test_their_names_are_those_of_the_language(language, name):
    assert read("❤", language) == name


def test_a_language_without_names_leaves_them_out():
    assert read("Hej 😀!", "sv") == "Hej!"
