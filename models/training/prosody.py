"""Intonation by rule, such that the vocoder's pulses can be told from the text alone.

A vocoder that gets a frame of features per 128 samples cannot know where in the frame a pulse of the voice falls,
unless it is told; and what tells it must follow from the text, or it blurs. So every voiced sound holds a whole
number of periods: its phase is 0 where it begins, and runs on evenly to where it ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.training.alignment import Group
from models.training.teacher import FRAME_S, HOP

BASE_HZ, SECONDARY_HZ, STRESSED_HZ = 100.0, 110.0, 126.0
ONSET, FALL, RISE, CONTINUES = 1.06, 0.84, 1.28, 1.12
"""Of the first word of a phrase, of the last before a full stop, before a question mark, and before a comma."""


@dataclass(frozen=True, slots=True)
class Voicing:
    """For every sample: phase in turns, 0 to 1 within a period; hertz; both 0 where there is no voice."""

    turns: NDArray[np.float64]
    hertz: NDArray[np.float64]


def targets(groups: Sequence[Group], scale: float) -> list[float]:
    """Hertz that each sound is to have around its middle; 0 where it has no voice."""
    words, word = [], 0
    for group in groups:
        words.append(word)
        word += " " in group.symbols
    factors = _word_factors(groups, words)
    return [_level(group, factors[word]) * scale for group, word in zip(groups, words, strict=True)]


def _level(group: Group, factor: float) -> float:
    if not group.is_voiced:
        return 0.0
    if not group.is_vowel:
        return BASE_HZ * factor
    # A stress at its height would take the fall back where the last word is one syllable.
    highest = SECONDARY_HZ if factor == FALL else STRESSED_HZ
    return min({"ˈ": STRESSED_HZ, "ˌ": SECONDARY_HZ}.get(group.stress, BASE_HZ), highest) * factor


def _word_factors(groups: Sequence[Group], words: Sequence[int]) -> dict[int, float]:
    factors = dict.fromkeys(words, 1.0)
    begins = 0
    for group, word in zip(groups, words, strict=True):
        mark = group.symbols[0]
        if mark in ",;:.!?":
            factors[begins] *= ONSET if begins != word else 1
            factors[word] = {"?": RISE, ".": FALL, "!": FALL}.get(mark, CONTINUES)
            begins = word + 1
    return factors


def voicing(targets_hz: Sequence[float], frames: NDArray[np.int64]) -> Voicing:
    """Where each pulse falls, sounds lasting so many frames each."""
    turns, hertz = np.zeros(frames.sum() * HOP), np.zeros(frames.sum() * HOP)
    edges = np.concatenate([[0], np.cumsum(frames)]) * HOP
    for n, (target, length) in enumerate(zip(targets_hz, frames, strict=True)):
        if target:
            part = slice(edges[n], edges[n + 1])
            begin, end = (_between(targets_hz, n, other) for other in (n - 1, n + 1))
            turns[part], hertz[part] = _periods(begin, end, int(length))
    return Voicing(turns, hertz)


def _between(targets_hz: Sequence[float], n: int, other: int) -> float:
    neighbour = targets_hz[other] if 0 <= other < len(targets_hz) else 0.0
    return (targets_hz[n] + (neighbour or targets_hz[n])) / 2


def _periods(begin_hz: float, end_hz: float, frames: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A glide from one to the other, bent to hold a whole number of periods."""
    last_s = frames * FRAME_S
    wanted = (begin_hz + end_hz) / 2 * last_s
    scale = max(round(wanted), 1) / wanted
    at_s = (np.arange(frames * HOP) + 0.5) / HOP * FRAME_S
    slope = (end_hz - begin_hz) / last_s
    return (scale * (begin_hz * at_s + slope * at_s**2 / 2)) % 1, scale * (begin_hz + slope * at_s)
