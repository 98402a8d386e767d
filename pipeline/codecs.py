"""Codecs: samples in, the bytes of one stream out. LAME and FFmpeg do the work; no samples make no bytes."""

from typing import NamedTuple, Protocol

import av
import lameenc
import numpy as np
from numpy.typing import NDArray

from pipeline.containers import Adts, Container, Flac, Ogg, wav_head
from pipeline.formats import AudioFormat, FormatName

Samples = NDArray[np.int16]


class Codec(Protocol):
    """Mono int16 at one rate in, bytes that are ready out."""

    def feed(self, samples: Samples) -> bytes: ...

    def flush(self) -> bytes: ...


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


class Plain:
    """PCM as it is, behind a header or none."""

    def __init__(self, head: bytes = b"") -> None:
        self._head = head

    def feed(self, samples: Samples) -> bytes:
        if not len(samples):
            return b""
        head, self._head = self._head, b""
        return head + samples.astype("<i2", copy=False).tobytes()

    def flush(self) -> bytes:
        return b""


class Settings(NamedTuple):
    """How FFmpeg makes a format (FFmpeg's names), and what that is put into."""

    encoder: str
    sample_format: str
    container: type[Container]
    options: tuple[tuple[str, str], ...]


FFMPEG: dict[FormatName, Settings] = {
    # Above complexity 1 speech gains little and costs up to three times the CPU; unconstrained, low complexities
    # overshoot the bitrate. Frames of 60 ms are those of 20 ms, three to a packet.
    "opus": Settings(
        "libopus", "s16", Ogg, (("compression_level", "1"), ("vbr", "constrained"), ("frame_duration", "60"))
    ),
    # The other coder searches six times as long.
    "aac": Settings("aac", "fltp", Adts, (("aac_coder", "fast"),)),
    "flac": Settings("flac", "s16", Flac, (("compression_level", "0"),)),
}


class FFmpeg:
    """One of FFmpeg's codecs, in a container of our own."""

    def __init__(self, audio: AudioFormat) -> None:
        settings = FFMPEG[audio.name]
        self._sample_format = settings.sample_format
        self._codec = opened(audio, settings)
        self._container = settings.container(self._codec)
        self._head = self._container.head
        self._samples = 0

    def feed(self, samples: Samples) -> bytes:
        if not len(samples):
            return b""
        self._samples += len(samples)
        return self._wrapped(self._encoded(self._frame(samples)))

    def flush(self) -> bytes:
        if not self._samples:
            return b""
        *packets, last = self._encoded(None)
        return self._wrapped(packets) + self._head + self._container.packet(last, self._samples)

    def _frame(self, samples: Samples) -> av.AudioFrame:
        data = samples.astype(np.float32) / 32768 if self._sample_format == "fltp" else samples
        frame = av.AudioFrame(format=self._sample_format, layout="mono", samples=len(samples))
        frame.sample_rate = self._codec.sample_rate
        frame.planes[0].update(data.tobytes())
        return frame

    def _encoded(self, frame: av.AudioFrame | None) -> list[bytes]:
        """PyAV cuts a frame of any length into those that the codec takes, and keeps the rest until the next."""
        return [bytes(packet) for packet in self._codec.encode(frame)]

    def _wrapped(self, packets: list[bytes]) -> bytes:
        """The head comes with the first of them."""
        if not packets:
            return b""
        head, self._head = self._head, b""
        return head + b"".join(map(self._container.packet, packets))


def opened(audio: AudioFormat, settings: Settings) -> av.AudioCodecContext:
    context = av.CodecContext.create(settings.encoder, "w")
    assert isinstance(context, av.AudioCodecContext)
    context.layout = "mono"
    context.format = settings.sample_format
    context.sample_rate = audio.sample_rate
    context.options = dict(settings.options)
    if audio.bitrate is not None:
        context.bit_rate = audio.bitrate
    context.flags |= av.codec.context.Flags.bitexact
    context.open()
    return context


def make_codec(audio: AudioFormat) -> Codec:
    if audio.name == "mp3":
        return Mp3(audio)
    if audio.name in FFMPEG:
        return FFmpeg(audio)
    return Plain(wav_head(audio.sample_rate) if audio.name == "wav" else b"")
