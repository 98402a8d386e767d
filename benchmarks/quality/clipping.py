"""Clipping: tops of waves that were cut off."""

import numpy as np

from benchmarks.quality.sound import Floats

SHORTEST = 4
"""Equal samples in a row that no wave has at its top by itself."""
NEAR_TOP = 0.99


def flat_tops(samples: Floats) -> int:
    """How many times at least 4 samples in a row are equal and within a hundredth of the highest one."""
    if len(samples) < SHORTEST:
        return 0
    level = np.abs(samples)
    top = level > NEAR_TOP * level.max()
    flat = top[1:] & top[:-1] & (samples[1:] == samples[:-1])
    lasting = np.convolve(flat, np.ones(SHORTEST - 1), "valid") == SHORTEST - 1
    return int(np.count_nonzero(lasting & ~np.concatenate([[False], lasting[:-1]])))
