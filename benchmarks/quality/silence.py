"""Silence: how much of a sentence nobody speaks in, and for how long at most."""

from itertools import groupby
from typing import NamedTuple

import numpy as np

from benchmarks.quality.sound import RATE, Floats

FRAME = RATE // 50
QUIET = 10**-2
"""RMS, the loud frames' being 1, below which a frame is silent: -40 dB."""


class Silence(NamedTuple):
    share: float
    """Of the whole."""
    longest_s: float
    """Within the sentence, its ends not counted."""


def silence(samples: Floats) -> Silence:
    """Of a sentence at RATE, in frames of 20 ms."""
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    level = np.sqrt((frames**2).mean(axis=1))
    loud = np.percentile(level, 95) if len(level) else 0.0
    silent = level <= max(QUIET * float(loud), 1e-6)
    if silent.all():
        return Silence(1.0, len(samples) / RATE)
    runs = [(quiet, sum(1 for _ in run)) for quiet, run in groupby(silent)]
    inner = runs[bool(runs[0][0]) : len(runs) - bool(runs[-1][0])]
    longest = max((length for quiet, length in inner if quiet), default=0)
    return Silence(float(silent.mean()), longest * FRAME / RATE)
