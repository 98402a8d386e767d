"""Distortion: how far two sounds are apart in time as well, in decibels of spectrum (MCD along a DTW path).

The mel-cepstral distortion of Kubichek (1993), 10 / ln 10 * sqrt(2 * sum of squared differences), is the RMS
difference of two smooth log spectra. With librosa's orthonormal cepstrum in decibels it is the norm of the difference
divided by the root of the number of mel bands.
"""

from typing import NamedTuple

import librosa
import numpy as np

from benchmarks.quality.sound import RATE, Floats
from benchmarks.quality.timbre import levelled

COEFFICIENTS = slice(1, 25)
BANDS = 128
HOP = RATE // 100
FLOOR_DB = 60
"""Below the loudest band everything is silence."""
WINDOW = 30
"""Steps of the path, 0.3 s, in which something may be missing or another word be said."""


class Distortion(NamedTuple):
    mean_db: float
    """Some 2 for a good imitation, 5 and more for another speaker who says the same."""
    worst_db: float
    """Of the worst 0.3 s: over 7 where a word is missing or another is said."""


def distortion(one: Floats, other: Floats) -> Distortion:
    """Of two sounds at RATE, in whatever tempo."""
    first, second = cepstra(one), cepstra(other)
    _, path = librosa.sequence.dtw(first, second)
    apart = np.linalg.norm(first[:, path[:, 0]] - second[:, path[:, 1]], axis=0) / np.sqrt(BANDS)
    size = min(WINDOW, len(apart))
    worst = np.convolve(apart, np.full(size, 1 / size), "valid").max()
    return Distortion(float(apart.mean()), float(worst))


def cepstra(samples: Floats) -> Floats:
    """Shape (coefficients, frames)."""
    power = librosa.feature.melspectrogram(
        y=levelled(samples), sr=RATE, n_fft=1024, win_length=RATE // 25, hop_length=HOP, n_mels=BANDS
    )
    decibels = librosa.power_to_db(power, top_db=FLOOR_DB)
    found: Floats = librosa.feature.mfcc(S=decibels, n_mfcc=COEFFICIENTS.stop)[COEFFICIENTS]
    return found
