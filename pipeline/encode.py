"""Encoder: PCM in, one encoded audio stream out. One codec per response, nothing held back that need not be."""

from models.engine import AudioChunk
from pipeline.codecs import Samples, make_codec
from pipeline.formats import AudioFormat
from pipeline.resample import Resampler


class Encoder:
    """One response's codec. `encode` chunks in order, then `close` once; both return the bytes that are ready.

    The bytes depend on the samples alone, not on how they are cut into chunks.
    """

    def __init__(self, audio: AudioFormat) -> None:
        self._audio = audio
        self._codec = make_codec(audio)
        self._resampler: Resampler | None = None
        self._samples = 0

    @property
    def duration_s(self) -> float:
        """Audio seconds encoded so far."""
        return self._samples / self._audio.sample_rate

    def encode(self, chunk: AudioChunk) -> bytes:
        """Any chunk of the stream; all chunks of one stream have one sample rate."""
        if chunk.sample_rate == self._audio.sample_rate:
            return self._feed(chunk.samples)
        if self._resampler is None:
            self._resampler = Resampler(chunk.sample_rate, self._audio.sample_rate)
        return self._feed(self._resampler.feed(chunk.samples))

    def close(self) -> bytes:
        """The tail: what the resampler and the codec still hold."""
        tail = self._feed(self._resampler.close()) if self._resampler is not None else b""
        return tail + self._codec.flush()

    def _feed(self, samples: Samples) -> bytes:
        self._samples += len(samples)
        return self._codec.feed(samples)
