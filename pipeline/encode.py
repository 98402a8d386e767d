"""Encoder: PCM in, one encoded audio stream out. One codec per response, nothing held back that need not be."""

import numpy as np
import soxr
from numpy.typing import NDArray

from models.engine import AudioChunk
from pipeline.codecs import Samples, make_codec
from pipeline.formats import AudioFormat


class Encoder:
    """One response's codec. `encode` chunks in order, then `close` once; both return the bytes that are ready.

    The bytes depend on the samples alone, not on how they are cut into chunks.
    """

    def __init__(self, audio: AudioFormat) -> None:
        self._audio = audio
        self._codec = make_codec(audio)
        self._resample: soxr.ResampleStream | None = None
        self._samples = 0

    @property
    def duration_s(self) -> float:
        """Audio seconds encoded so far."""
        return self._samples / self._audio.sample_rate

    def encode(self, chunk: AudioChunk) -> bytes:
        """Any chunk of the stream; all chunks of one stream have one sample rate."""
        if chunk.sample_rate == self._audio.sample_rate:
            return self._feed(chunk.samples)
        if self._resample is None:
            # float32, because soxr dithers int16 and its dither depends on where the chunks are cut.
            self._resample = soxr.ResampleStream(chunk.sample_rate, self._audio.sample_rate, 1, dtype="float32")
        return self._feed(to_int16(self._resample.resample_chunk(chunk.samples.astype(np.float32))))

    def close(self) -> bytes:
        """The tail: what the resampler and the codec still hold."""
        tail = b""
        if self._resample is not None:
            tail = self._feed(to_int16(self._resample.resample_chunk(np.empty(0, np.float32), last=True)))
        return tail + self._codec.flush()

    def _feed(self, samples: Samples) -> bytes:
        self._samples += len(samples)
        return self._codec.feed(samples)


def to_int16(samples: NDArray[np.float32]) -> Samples:
    """Rounded and limited, for samples that are already at int16's scale."""
    return np.clip(np.rint(samples), -32768, 32767).astype(np.int16)
