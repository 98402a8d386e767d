"""Containers, held against FFmpeg's own muxers."""

import io
import struct

import av
import numpy as np
import pytest

from pipeline.codecs import FFMPEG, make_codec, opened
from pipeline.containers import MIRRORED, Ogg, ogg_checksum, wav_head
from pipeline.formats import AudioFormat, FormatName

SPEECH = (8000 * np.sin(np.arange(30_000) / 9) * np.hanning(30_000)).astype(np.int16)
PAGE = struct.Struct("<4sBBqIIIB")


class Forward(io.BytesIO):
    """Takes bytes and never goes back, as a connection does."""

    def seekable(self) -> bool:
        return False


def muxed(container: str, encoder: str, sample_rate: int, options: dict[str, str] | None = None) -> bytes:
    """SPEECH, by FFmpeg alone."""
    sink = Forward()
    with av.open(sink, "w", format=container, options={"fflags": "+bitexact"}) as output:
        stream = output.add_stream(encoder, rate=sample_rate, options=options or {})
        stream.layout, stream.codec_context.flags = "mono", stream.codec_context.flags | av.codec.context.Flags.bitexact
        stream.bit_rate = 64_000
        frame = av.AudioFrame.from_ndarray(SPEECH[None, :], format="s16", layout="mono")
        frame.sample_rate = sample_rate
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return sink.getvalue()


def encoded(name: FormatName) -> bytes:
    codec = make_codec(AudioFormat.choose(name, 24000, None, None))
    return codec.feed(SPEECH) + codec.flush()


def pages(data: bytes) -> list[tuple[int, int, int, bytes]]:
    """Flags, position, number and content of each, whose checksum is right."""
    found = []
    while data:
        capture, version, flags, position, serial, number, checksum, segments = PAGE.unpack_from(data)
        size = PAGE.size + segments + sum(data[PAGE.size : PAGE.size + segments])
        assert (capture, version, serial) == (b"OggS", 0, 0)
        assert struct.pack("<I", checksum) == ogg_checksum(data[:22] + bytes(4) + data[26:size])
        found.append((flags, position, number, data[PAGE.size + segments : size]))
        data = data[size:]
    return found


def test_the_checksum_is_that_of_ogg():
    assert len(pages(muxed("ogg", "libopus", 24000))) > 2


def test_bits_are_mirrored():
    assert (MIRRORED[0b1], MIRRORED[0b11010000]) == (0b10000000, 0b1011)


def test_an_opus_stream_is_two_heads_and_a_page_for_each_packet():
    first, tags, *audio = pages(encoded("opus"))
    assert (first[0], first[3][:8], tags[3][:8]) == (2, b"OpusHead", b"OpusTags")
    assert [page[2] for page in audio] == list(range(2, len(audio) + 2))
    assert [page[1] for page in audio[:-1]] == [2880 * number for number in range(1, len(audio))]
    assert [page[0] for page in audio] == [0] * (len(audio) - 1) + [4]
    assert audio[-1][1] == 312 + 2 * len(SPEECH)


@pytest.mark.parametrize("size", [1, 254, 255, 256, 510, 2000])
def test_a_packet_of_any_size_fits_a_page(size):
    ogg = Ogg(opened(AudioFormat("opus", 24000, 48_000), FFMPEG["opus"]))
    assert pages(ogg.head + ogg.packet(bytes(size)))[-1][3] == bytes(size)


def test_adts_is_what_ffmpeg_writes():
    assert encoded("aac") == muxed("adts", "aac", 24000, {"aac_coder": "fast"})


def test_flac_is_the_samples():
    with av.open(io.BytesIO(encoded("flac")), format="flac") as container:
        decoded = np.concatenate([frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)])
    assert np.array_equal(decoded, SPEECH)


@pytest.mark.parametrize("sample_rate", [8000, 44100])
def test_a_wav_head_is_what_ffmpeg_writes(sample_rate):
    assert muxed("wav", "pcm_s16le", sample_rate) == wav_head(sample_rate) + SPEECH.tobytes()
