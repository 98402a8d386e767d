"""Fricatives: whether hiss is noise, or repeats itself from one hop of the network to the next, which buzzes."""

import numpy as np

from benchmarks.quality.sound import Floats, framed

HIGH_HZ, LOW_HZ = 3000, 1000
HIGH_SHARE, LOW_SHARE = 0.7, 0.05
"""Of the power that a fricative has above HIGH_HZ at least, and below LOW_HZ at most."""
SOFTEST = 10**-4.5
"""Power of a frame, the loudest being 1, that is not silence."""


def fricative_repetition(samples: Floats, rate: int, hop: int) -> float:
    """Mean correlation of hiss with what follows `hop` samples later: 0 for noise, 1 for a buzz, NaN without hiss."""
    hiss = fricatives(framed(samples, 2 * hop, hop), rate)
    if not len(hiss):
        return float("nan")
    first, second = hiss[:, :hop], hiss[:, hop:]
    energies = (first**2).sum(axis=1) * (second**2).sum(axis=1)
    return float(((first * second).sum(axis=1) / np.sqrt(np.maximum(energies, 1e-20))).mean())


def fricatives(frames: Floats, rate: int) -> Floats:
    """Those of the frames that are hiss. By spectrum alone: a tracker takes a buzz for voice."""
    power = np.abs(np.fft.rfft(frames * np.hanning(frames.shape[1]))) ** 2
    hz = np.fft.rfftfreq(frames.shape[1], 1 / rate)
    total = power.sum(axis=1)
    high, low = power[:, hz > HIGH_HZ].sum(axis=1), power[:, hz < LOW_HZ].sum(axis=1)
    loud = total > max(total.max(initial=0) * SOFTEST, 1e-9)
    found: Floats = frames[loud & (high > HIGH_SHARE * total) & (low < LOW_SHARE * total)]
    return found
