"""From an engine's samples to chunks of PCM."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from models.engine import AudioChunk

FULL_SCALE = 32767
CHUNK_S = 0.14
"""Seconds of one chunk; the last of a window may be shorter."""
SILENCE_S = 0.1
"""What a text without a single symbol sounds like."""


def pcm(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """16 bits, of samples whose full scale is 1."""
    # No gain to fit the peak: a segment's loudness must not depend on its loudest moment.
    return np.rint(np.clip(samples, -1, 1) * FULL_SCALE).astype(np.int16)


def chunks(samples: NDArray[np.int16], sample_rate: int) -> Iterator[AudioChunk]:
    """The samples of a window, 140 ms at a time."""
    length = round(CHUNK_S * sample_rate)
    for start in range(0, len(samples), length):
        yield AudioChunk(samples[start : start + length], sample_rate)
