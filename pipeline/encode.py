"""Encoder: PCM in, one encoded audio stream out. PyAV, one codec per response, nothing held back that need not be."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple, Self

import av
import numpy as np
import soxr
from numpy.typing import NDArray

from models.engine import BYTES_PER_SAMPLE, AudioChunk
from pipeline.errors import UnsupportedFormat

FormatName = Literal["mp3", "opus", "aac", "flac", "wav", "pcm"]

PCM_SAMPLE_RATE = 24_000
"""Hertz of headerless `pcm` when the caller names no rate, because OpenAI's clients assume it."""


TYPICAL_BITRATE = 96_000
"""Bits per second; no codec here chooses more for mono speech by itself."""


class Codec(NamedTuple):
    """How one response format is made (FFmpeg's names)."""

    content_type: str
    container: str
    encoder: str
    sample_format: str
    sample_rates: tuple[int, ...]
    """Hertz; empty: any from 8,000 to 48,000."""
    bitrates: tuple[int, int] | None = None
    """Lowest and highest bits per second that may be asked for; None where a bitrate means nothing."""
    options: tuple[tuple[str, str], ...] = ()
    default_rate: int | None = None
    """Hertz when the caller names none; None: the voice's own, or the next higher one the codec has."""


MPEG_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)

CODECS: dict[FormatName, Codec] = {
    # A Xing header would need a seek back to the start, an ID3 header would come before any audio.
    "mp3": Codec(
        "audio/mpeg",
        "mp3",
        "libmp3lame",
        "s16p",
        MPEG_RATES,
        (8_000, 320_000),
        (("write_xing", "0"), ("id3v2_version", "0")),
    ),
    # Pages of 20 ms: FFmpeg's default page holds the first second of audio back.
    "opus": Codec(
        "audio/ogg",
        "ogg",
        "libopus",
        "s16",
        (8000, 12000, 16000, 24000, 48000),
        (6_000, 256_000),
        (("page_duration", "20000"),),
    ),
    "aac": Codec("audio/aac", "adts", "aac", "fltp", MPEG_RATES, (16_000, 256_000)),
    "flac": Codec("audio/flac", "flac", "flac", "s16", ()),
    "wav": Codec("audio/wav", "wav", "pcm_s16le", "s16", ()),
    "pcm": Codec("audio/pcm", "s16le", "pcm_s16le", "s16", (), default_rate=PCM_SAMPLE_RATE),
}


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """What the encoded stream shall be."""

    name: FormatName
    sample_rate: int
    """Hertz"""
    bitrate: int | None = None
    """Bits per second; None: the codec's own choice."""

    @classmethod
    def choose(cls, name: FormatName, voice_rate: int, sample_rate: int | None, bitrate: int | None) -> Self:
        """The caller's wishes, completed. Raises UnsupportedFormat for what the format cannot do."""
        codec = CODECS[name]
        check_bitrate(name, codec, bitrate)
        if sample_rate is None:
            sample_rate = codec.default_rate or nearest_rate(codec, voice_rate)
        check_sample_rate(name, codec, sample_rate)
        return cls(name, sample_rate, bitrate)

    @property
    def content_type(self) -> str:
        return CODECS[self.name].content_type

    @property
    def bytes_per_s(self) -> int:
        """At most, give or take a container's overhead: for planning, not for headers."""
        pcm = self.sample_rate * BYTES_PER_SAMPLE
        if CODECS[self.name].bitrates is None:
            return pcm
        return min(pcm, (self.bitrate or TYPICAL_BITRATE) // 8)


def check_bitrate(name: FormatName, codec: Codec, bitrate: int | None) -> None:
    if bitrate is None:
        return
    if codec.bitrates is None:
        raise UnsupportedFormat("bitrate", f"'{name}' is not compressed with a bitrate; leave 'bitrate' out.")
    low, high = codec.bitrates
    if not low <= bitrate <= high:
        raise UnsupportedFormat("bitrate", f"'{name}' takes a bitrate from {low} to {high} bits per second.")


def check_sample_rate(name: FormatName, codec: Codec, sample_rate: int) -> None:
    if codec.sample_rates and sample_rate not in codec.sample_rates:
        rates = ", ".join(map(str, codec.sample_rates))
        raise UnsupportedFormat("sample_rate", f"'{name}' takes one of these sample rates: {rates}.")
    if not 8000 <= sample_rate <= 48000:
        raise UnsupportedFormat("sample_rate", f"'{name}' takes a sample rate from 8000 to 48000 Hz.")


def nearest_rate(codec: Codec, voice_rate: int) -> int:
    """The lowest rate of the codec that loses nothing of the voice."""
    if not codec.sample_rates:
        return voice_rate
    return next((rate for rate in codec.sample_rates if rate >= voice_rate), codec.sample_rates[-1])


class Encoder:
    """One response's codec. `encode` chunks in order, then `close` once; both return the bytes that are ready.

    The bytes depend on the samples alone, not on how they are cut into chunks.
    """

    def __init__(self, audio: AudioFormat) -> None:
        codec = CODECS[audio.name]
        self._audio = audio
        self._sample_format = codec.sample_format
        self._sink = Sink()
        self._container = av.open(
            self._sink,
            "w",
            format=codec.container,
            options={"fflags": "+bitexact", "flush_packets": "1", **dict(codec.options)},
        )
        stream = self._container.add_stream(codec.encoder, rate=audio.sample_rate)
        assert isinstance(stream, av.AudioStream)
        self._stream = stream
        self._open(audio.bitrate)
        self._resample: soxr.ResampleStream | None = None
        self._waiting: NDArray[np.int16] = np.empty(0, np.int16)
        self.samples = 0
        """Encoded so far, at the output rate."""

    def _open(self, bitrate: int | None) -> None:
        context = self._stream.codec_context
        context.layout = "mono"
        context.format = self._sample_format
        if bitrate is not None:
            context.bit_rate = bitrate
        context.flags |= av.codec.context.Flags.bitexact
        context.open()
        self._frame_size = context.frame_size or 0

    @property
    def duration_s(self) -> float:
        return self.samples / self._audio.sample_rate

    def encode(self, chunk: AudioChunk) -> bytes:
        """Any chunk of the stream; all chunks of one stream have one sample rate."""
        if chunk.sample_rate == self._audio.sample_rate:
            return self._push(chunk.samples)
        if self._resample is None:
            # float32, because soxr dithers int16 and its dither depends on where the chunks are cut.
            self._resample = soxr.ResampleStream(chunk.sample_rate, self._audio.sample_rate, 1, dtype="float32")
        return self._push(to_int16(self._resample.resample_chunk(chunk.samples.astype(np.float32))))

    def close(self) -> bytes:
        """The tail: what the resampler, the last frame and the codec still hold."""
        if self._resample is not None:
            tail = self._resample.resample_chunk(np.empty(0, np.float32), last=True)
            self._waiting = np.concatenate([self._waiting, to_int16(tail)])
        if len(self._waiting):
            self._frame(self._waiting)
        self._container.mux(self._stream.encode(None))
        self._container.close()
        return self._sink.take()

    def _push(self, samples: NDArray[np.int16]) -> bytes:
        """Cut into the codec's frames: most codecs take only whole ones, but for the last."""
        waiting = np.concatenate([self._waiting, samples])
        size = self._frame_size or max(len(waiting), 1)
        whole = len(waiting) - len(waiting) % size
        for start in range(0, whole, size):
            self._frame(waiting[start : start + size])
        self._waiting = waiting[whole:]
        return self._sink.take()

    def _frame(self, samples: NDArray[np.int16]) -> None:
        data = samples.astype(np.float32) / 32768 if self._sample_format == "fltp" else samples
        frame = av.AudioFrame.from_ndarray(data[None, :], format=self._sample_format, layout="mono")
        frame.sample_rate = self._audio.sample_rate
        frame.pts = self.samples
        frame.time_base = Fraction(1, self._audio.sample_rate)
        self.samples += len(samples)
        self._container.mux(self._stream.encode(frame))


def to_int16(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """Rounded and limited, for samples that are already at int16's scale."""
    return np.clip(np.rint(samples), -32768, 32767).astype(np.int16)


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
