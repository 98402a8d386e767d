"""Spectrogram: a sound as a picture, 0 to 8 kHz from the bottom up, dark where it is loud."""

import io

import numpy as np
from PIL import Image

from benchmarks.quality.sound import RATE, Floats, framed

SIZE, STEP = RATE * 20 // 1000, RATE * 6 // 1000
HEIGHT = 128
RANGE_DB = 60
GREYS = 16
RAISED = 0.95
"""Pre-emphasis: consonants are softer than vowels, and would not be seen."""


def spectrogram(samples: Floats) -> bytes:
    """A PNG of grey levels, one column for each 6 ms of a sound at RATE."""
    raised = samples - RAISED * np.pad(samples, (1, 0))[:-1]
    frames = framed(np.pad(raised, SIZE), SIZE, STEP)
    power = np.abs(np.fft.rfft(frames * np.hanning(SIZE), 2 * HEIGHT * 2))[:, : 2 * HEIGHT] ** 2
    bands = power.reshape(len(frames), HEIGHT, 2).mean(axis=2)
    decibels = 10 * np.log10(np.maximum(bands, 1e-12) / max(float(bands.max()), 1e-3))
    grey = np.rint(np.clip(-decibels / RANGE_DB, 0, 1) * (GREYS - 1)) * (255 // (GREYS - 1))
    picture = io.BytesIO()
    Image.fromarray(grey.T[::-1].astype(np.uint8)).quantize(GREYS).save(picture, "PNG", optimize=True)
    return picture.getvalue()
