"""Sound: what a speaker says, as numbers."""

import io
from typing import NamedTuple

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RATE = 16_000
"""Hertz that everything is compared at."""


class Sound(NamedTuple):
    """Mono."""

    samples: Floats
    """Full scale is 1."""
    rate: int
    """Hertz"""

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.rate

    def compared(self) -> Floats:
        """Its samples at RATE."""
        if self.rate == RATE:
            return self.samples
        resampled: Floats = soxr.resample(self.samples, self.rate, RATE)
        return resampled


def decoded(data: bytes) -> Sound:
    """Of a WAV file, its channels mixed; a streamed one, which does not know its length, too.

    Raises ValueError for what is none.
    """
    try:
        samples, rate = soundfile.read(io.BytesIO(data), dtype="float64", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise ValueError(f"No sound: {error}") from None
    return Sound(samples.mean(axis=1), rate)


def framed(samples: Floats, size: int, step: int) -> Floats:
    """Overlapping frames, shape (frames, size); none if there are fewer samples than one frame takes."""
    if len(samples) < size:
        return np.empty((0, size))
    return np.lib.stride_tricks.sliding_window_view(samples, size)[::step]
