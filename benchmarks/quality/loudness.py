"""Loudness, as ITU-R BS.1770 measures it."""

import numpy as np
import pyloudnorm

from benchmarks.quality.sound import RATE, Floats

SHORTEST = RATE // 2
"""Samples: the meter's gate takes blocks of 0.4 s."""


def loudness_lufs(samples: Floats) -> float:
    """Integrated, of a sound at RATE; -inf for silence."""
    lasting = np.pad(samples, (0, max(SHORTEST - len(samples), 0)))
    with np.errstate(divide="ignore"):
        return float(pyloudnorm.Meter(RATE).integrated_loudness(lasting))
