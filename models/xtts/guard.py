"""Guard: how many codes a text may take. A model that does not find the end of a short text babbles on."""

from dataclasses import dataclass

CODES_PER_S = 22050 / 1024
CHARACTERS_PER_S = 14.0
"""Of English, as read aloud."""
LIMITS = {
    "en": 250, "de": 253, "fr": 273, "es": 239, "it": 213, "pt": 203, "pl": 224, "zh": 82, "ar": 166,
    "cs": 186, "ru": 182, "nl": 251, "tr": 226, "ja": 71, "hu": 224, "ko": 95, "hi": 150,
}  # fmt: skip
"""Characters that fit into one row, by language: coqui's `VoiceBpeTokenizer.char_limits`."""
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
    limit = LIMITS.get(language.split("-", maxsplit=1)[0], LIMITS["en"])
    expected_s = len(text) / CHARACTERS_PER_S * LIMITS["en"] / limit
    least, most = expected_s * FASTEST * CODES_PER_S, (expected_s * SLOWEST + PAUSE_S) * CODES_PER_S
    return Bounds(int(least), int(most), held=expected_s < HELD_S)
