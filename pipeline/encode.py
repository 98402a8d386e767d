"""Encoder: PCM in, one encoded audio stream out. One codec per response, nothing held back that need not be."""

from fractions import Fraction
from typing import NamedTuple, Protocol

import av
import lameenc
import numpy as np
import soxr
from numpy.typing import NDArray

from models.engine import AudioChunk
from pipeline.formats import AudioFormat, FormatName

Samples = NDArray[np.int16]


class Codec(Protocol):
    """Mono int16 at one rate in, bytes that are ready out."""

    def feed(self, samples: Samples) -> bytes: ...

    def flush(self) -> bytes: ...


class Encoder:
    """One response's codec. `encode` chunks in order, then `close` once; both return the bytes that are ready.

    The bytes depend on the samples alone, not on how they are cut into chunks.
    """

    def __init__(self, audio: AudioFormat) -> None:
        self._audio = audio
        self._codec: Codec = Mp3(audio) if audio.name == "mp3" else Container(audio)
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


class Mp3:
    """LAME itself rather than through FFmpeg: a third of the CPU time at the same quality setting."""

    QUALITY = 7
    """0 is the slowest, 9 the worst."""

    def __init__(self, audio: AudioFormat) -> None:
        assert audio.bitrate is not None
        self._lame = lameenc.Encoder()
        self._lame.silence()
        self._lame.set_channels(1)
        self._lame.set_in_sample_rate(audio.sample_rate)
        self._lame.set_out_sample_rate(audio.sample_rate)
        self._lame.set_bit_rate(audio.bitrate // 1000)
        self._lame.set_quality(self.QUALITY)
        self._fed = False

    def feed(self, samples: Samples) -> bytes:
        self._fed = self._fed or len(samples) > 0
        return bytes(self._lame.encode(samples.tobytes())) if len(samples) else b""

    def flush(self) -> bytes:
        return bytes(self._lame.flush()) if self._fed else b""


class Settings(NamedTuple):
    """How FFmpeg makes a format (FFmpeg's names)."""

    container: str
    encoder: str
    sample_format: str
    muxing: tuple[tuple[str, str], ...] = ()
    coding: tuple[tuple[str, str], ...] = ()


FFMPEG: dict[FormatName, Settings] = {
    # Pages of 20 ms: FFmpeg's default page holds the first second of audio back. Above complexity 2 speech
    # gains little and costs up to three times the CPU; unconstrained, low complexities overshoot the bitrate.
    "opus": Settings(
        "ogg",
        "libopus",
        "s16",
        (("page_duration", "20000"),),
        (("compression_level", "2"), ("vbr", "constrained"), ("frame_duration", "40")),
    ),
    # The other coder searches six times as long.
    "aac": Settings("adts", "aac", "fltp", (), (("aac_coder", "fast"),)),
    "flac": Settings("flac", "flac", "s16", (), (("compression_level", "0"),)),
    "wav": Settings("wav", "pcm_s16le", "s16"),
    "pcm": Settings("s16le", "pcm_s16le", "s16"),
}


class Container:
    """A codec and its container, made by FFmpeg."""

    def __init__(self, audio: AudioFormat) -> None:
        settings = FFMPEG[audio.name]
        self._audio, self._sample_format = audio, settings.sample_format
        self._sink = Sink()
        muxing = {"fflags": "+bitexact", "flush_packets": "1", **dict(settings.muxing)}
        self._container = av.open(self._sink, "w", format=settings.container, options=muxing)
        stream = self._container.add_stream(settings.encoder, rate=audio.sample_rate)
        assert isinstance(stream, av.AudioStream)
        self._stream = stream
        self._open(dict(settings.coding))
        self._time_base = Fraction(1, audio.sample_rate)
        self._waiting: Samples = np.empty(0, np.int16)
        self._position = 0

    def _open(self, coding: dict[str, str]) -> None:
        context = self._stream.codec_context
        context.layout = "mono"
        context.format = self._sample_format
        context.options = coding
        if self._audio.bitrate is not None:
            context.bit_rate = self._audio.bitrate
        context.flags |= av.codec.context.Flags.bitexact
        context.open()
        self._frame_size = context.frame_size or 0

    def feed(self, samples: Samples) -> bytes:
        """Cut into the codec's frames: most codecs take only whole ones, but for the last."""
        waiting = np.concatenate([self._waiting, samples])
        size = self._frame_size or max(len(waiting), 1)
        whole = len(waiting) - len(waiting) % size
        for start in range(0, whole, size):
            self._frame(waiting[start : start + size])
        self._waiting = waiting[whole:]
        return self._sink.take()

    def flush(self) -> bytes:
        if len(self._waiting):
            self._frame(self._waiting)
        self._container.mux(self._stream.encode(None))
        self._container.close()
        return self._sink.take()

    def _frame(self, samples: Samples) -> None:
        data = samples.astype(np.float32) / 32768 if self._sample_format == "fltp" else samples
        frame = av.AudioFrame.from_ndarray(data[None, :], format=self._sample_format, layout="mono")
        frame.sample_rate = self._audio.sample_rate
        frame.pts = self._position
        frame.time_base = self._time_base
        self._position += len(samples)
        self._container.mux(self._stream.encode(frame))


class Sink:
    """The write end that FFmpeg sees: cannot seek, so headers are those of a stream."""

    def __init__(self) -> None:
        self._data = bytearray()

    def write(self, data: bytes) -> int:
        self._data += data
        return len(data)

    def take(self) -> bytes:
        """Everything written since the last call."""
        data = bytes(self._data)
        self._data.clear()
        return data
