"""Resampler: a stream of PCM at another rate."""

import numpy as np
import soxr
from numpy.typing import NDArray

Samples = NDArray[np.int16]


class Resampler:
    """`feed` in order, then `close` once; what comes out does not depend on how it is cut."""

    def __init__(self, given_hz: int, wanted_hz: int) -> None:
        # float32, because soxr dithers int16 and its dither depends on where the chunks are cut.
        self._stream = soxr.ResampleStream(given_hz, wanted_hz, 1, dtype="float32")

    def feed(self, samples: Samples) -> Samples:
        return to_int16(self._stream.resample_chunk(samples.astype(np.float32)))

    def close(self) -> Samples:
        """What is still held."""
        return to_int16(self._stream.resample_chunk(np.empty(0, np.float32), last=True))


def to_int16(samples: NDArray[np.float32]) -> Samples:
    """Rounded and limited, for samples that are already at int16's scale."""
    return np.clip(np.rint(samples), -32768, 32767).astype(np.int16)
