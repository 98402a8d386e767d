"""Guard: how many codes a text may take. A model that does not find the end of a short text babbles on."""

from dataclasses import dataclass

from models.weights.xtts import MAX_CHARS

CODES_PER_S = 22050 / 1024
CHARACTERS_PER_S = 14.0
"""Of English, as read aloud."""
SLOWEST, FASTEST = 3.0, 0.25
"""Times the expected length: slower or faster than any reading."""
PAUSE_S = 2.0
"""That any text may hold besides."""
HELD_S = 1.5
"""Texts that should be shorter are not spoken before they have ended: only what nobody heard can be retried."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of the codes of one row."""

    least: int
    most: int
    held: bool
    """Whether nothing is spoken before the end is there."""


NONE = Bounds(0, 2**31, held=False)


def bounds(text: str, language: str) -> Bounds:
    """For a text in that language. The rate of speech changes nothing: XTTS stretches what it has said."""
    # As many characters as fit into a row are as long in every language.
    density = MAX_CHARS["en"] / MAX_CHARS.get(language, MAX_CHARS["en"])
    expected_s = len(text) / CHARACTERS_PER_S * density
    least, most = expected_s * FASTEST * CODES_PER_S, (expected_s * SLOWEST + PAUSE_S) * CODES_PER_S
    return Bounds(int(least), int(most), held=expected_s < HELD_S)
