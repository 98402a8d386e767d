"""Timbre: how alike two sounds are on the whole, as the angle between their mean MFCCs."""

import librosa
import numpy as np

from benchmarks.quality.sound import RATE, Floats

COEFFICIENTS = 40
LEVEL = 0.1
"""RMS at which sounds are compared, full scale being 1: the first coefficient is their level."""


def mfcc_cosine(one: Floats, other: Floats) -> float:
    """1 for the same speaker and words; others saying the same words reach 0.98 (librosa's MFCC, at RATE)."""
    first, second = mean_mfcc(one), mean_mfcc(other)
    return float(first @ second / (np.linalg.norm(first) * np.linalg.norm(second)))


def mean_mfcc(samples: Floats) -> Floats:
    mean: Floats = librosa.feature.mfcc(y=levelled(samples), sr=RATE, n_mfcc=COEFFICIENTS).mean(axis=1)
    return mean


def levelled(samples: Floats) -> Floats:
    rms = np.sqrt(np.mean(samples**2))
    return samples * (LEVEL / max(float(rms), 1e-9))
