"""The encoder: one stream, whatever the chunks."""

import io
from functools import cache
from itertools import accumulate, pairwise

import av
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.engine import AudioChunk
from pipeline.encode import Encoder
from pipeline.formats import FORMATS as KNOWN
from pipeline.formats import AudioFormat
from pipeline.loudness import Loudness

FORMATS = list(KNOWN)
DEMUXERS = {"opus": "ogg", "pcm": "s16le"}
"""FFmpeg's names, where they are not ours."""
PADDING_S = {"mp3": 0.12, "aac": 0.12}
"""What a codec may add in front and behind, where its stream cannot say so; none but these do."""


def tone(samples: int, sample_rate: int = 24000) -> AudioChunk:
    return AudioChunk((8000 * np.sin(np.arange(samples) / 9)).astype(np.int16), sample_rate)


def encode(audio: AudioFormat, whole: AudioChunk, cuts: list[int] | None = None) -> bytes:
    edges = [0, *sorted(cuts or []), len(whole.samples)]
    encoder = Encoder(audio)
    pieces = [
        encoder.encode(AudioChunk(whole.samples[first:last], whole.sample_rate)) for first, last in pairwise(edges)
    ]
    return b"".join(pieces) + encoder.close()


def decoded_s(audio: AudioFormat, data: bytes) -> float:
    """Seconds that PyAV decodes."""
    raw = {"options": {"ar": str(audio.sample_rate), "ch_layout": "mono"}} if audio.name == "pcm" else {}
    with av.open(io.BytesIO(data), format=DEMUXERS.get(audio.name, audio.name), **raw) as container:
        return sum(frame.samples / frame.sample_rate for frame in container.decode(audio=0))


def default(name: str, voice_rate: int = 24000) -> AudioFormat:
    return AudioFormat.choose(name, voice_rate, None, None)


LOUD = (np.random.default_rng(0).normal(size=6000) * np.linspace(0, 9000, 6000)).clip(-32768, 32767).astype(np.int16)
"""Softly first and then so loudly that the limiter has to turn it down."""


def spoken(audio: AudioFormat, sizes: list[int]) -> bytes:
    """LOUD at 24 kHz by the way that every voice's samples go, in chunks of these sizes and then the rest at once."""
    loudness, encoder = Loudness(24000), Encoder(audio)
    edges = [0, *accumulate(sizes), len(LOUD)]
    chunks = [AudioChunk(LOUD[first:last], 24000) for first, last in pairwise(edges)]
    data = b"".join(encoder.encode(loudness.feed(chunk, 9.5)) for chunk in chunks)
    return data + encoder.encode(loudness.flush()) + encoder.close()


@cache
def spoken_at_once(audio: AudioFormat) -> bytes:
    return spoken(audio, [])


@pytest.mark.parametrize("sample_rate", [24000, 48000, 8000])
@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=10, deadline=None)
@example(sizes=[1] * 900)
@example(sizes=[5000])
@given(sizes=st.lists(st.integers(1, 5000), min_size=1, max_size=9))
def test_bytes_do_not_depend_on_chunks(name, sample_rate, sizes):
    audio = AudioFormat.choose(name, 24000, sample_rate, None)
    assert spoken(audio, sizes) == spoken_at_once(audio)


@pytest.mark.parametrize("samples", [1, 7, 240, 1283, 1284, 1285, 1440, 2400, 24000, 72000])
@pytest.mark.parametrize("name", FORMATS)
def test_what_is_decoded_is_as_long_as_what_was_encoded(name, samples):
    """Opus needs one packet more where its 156 samples of delay do not fit the last frame of 1,440."""
    audio = default(name)
    length_s = decoded_s(audio, encode(audio, tone(samples)))
    assert samples / 24000 <= length_s + 1e-9
    assert length_s <= samples / 24000 + PADDING_S.get(name, 1e-9)


@pytest.mark.parametrize(("voice_rate", "sample_rate"), [(22050, 48000), (48000, 8000), (8000, 48000)])
@pytest.mark.parametrize("name", FORMATS)
def test_resampling_keeps_the_length(name, voice_rate, sample_rate):
    audio = AudioFormat.choose(name, voice_rate, sample_rate, None)
    encoder = Encoder(audio)
    data = encoder.encode(tone(voice_rate, voice_rate)) + encoder.close()
    assert encoder.duration_s == pytest.approx(1, abs=2 / sample_rate)
    assert 1 <= decoded_s(audio, data) + 2 / sample_rate <= 1.3


@pytest.mark.parametrize(
    ("name", "heard_ms"), [("mp3", 70), ("opus", 60), ("aac", 120), ("flac", 30), ("wav", 10), ("pcm", 10)]
)
def test_first_audio_can_be_decoded_soon(name, heard_ms):
    """Of a 24 kHz voice at the format's own rate."""
    audio, encoder, data = default(name), Encoder(default(name)), b""
    for _ in range(heard_ms // 10):
        data += encoder.encode(tone(240))
    assert decoded_s(audio, data) > 0


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_chunk_is_no_audio(name):
    encoder = Encoder(default(name))
    encoder.encode(tone(0))
    assert encoder.duration_s == 0
    assert encode(default(name), tone(3000), [5, 5]) == encode(default(name), tone(3000))


@pytest.mark.parametrize("name", ["mp3", "opus", "aac"])
def test_every_permitted_end_of_the_bitrates_can_be_encoded(name):
    for sample_rate in KNOWN[name].sample_rates:
        bitrates = KNOWN[name].bitrates(sample_rate)
        for bitrate in (bitrates[0], bitrates[-1]):
            audio = AudioFormat.choose(name, 24000, sample_rate, bitrate)
            assert decoded_s(audio, encode(audio, tone(4800))) == pytest.approx(0.2, abs=0.3)
