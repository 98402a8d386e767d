"""Windows: the stretches in which a vocoder makes a sentence, so that its beginning is heard while the rest is made."""

from collections.abc import Iterator

FIRST_S = 0.14
"""Seconds of audio that are made first: of what a vocoder computes for so few, much is context, thrown away."""
GROWTH = 3
"""Each window is so many times as long as the one before."""
LONGEST = 9
"""Up to so many times the first."""


def first_window(frames_per_s: float) -> int:
    """Frames of the first window."""
    return max(round(FIRST_S * frames_per_s), 1)


def windows(frames: int, first: int, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """Start and end of each window: short ones at first, so that audio is soon there, and no short one at the end."""
    start, length = 0, first
    while start < frames:
        end = start + length if frames - start > 1.5 * length else frames
        yield start, end
        start, length = end, min(GROWTH * length, longest * first)
