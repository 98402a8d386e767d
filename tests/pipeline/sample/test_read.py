"""Reading recordings of every kind, and what is none."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.errors import UnusableSample
from pipeline.sample.read import mixed, read
from pipeline.sample.sound import Sound


def tone(seconds: float, rate: int = 24000) -> Sound:
    return Sound((0.3 * np.sin(np.arange(round(seconds * rate)) * 2 * np.pi * 300 / rate)).astype(np.float32), rate)


@pytest.mark.parametrize("container", ["wav", "mp3", "ogg", "mp4", "flac", "webm"])
@pytest.mark.parametrize(("rate", "layout"), [(48000, "stereo"), (24000, "mono")])
def test_any_container(encoded, container, rate, layout):
    sound = read(encoded(tone(4), container, rate, layout))
    assert sound.rate == (48000 if container in {"ogg", "webm"} else rate)
    assert sound.duration_s == pytest.approx(4, abs=0.15)
    middle = sound.samples[sound.rate : 3 * sound.rate]
    # FFmpeg makes each of two channels half as strong as the one.
    assert np.sqrt((middle**2).mean()) == pytest.approx(0.15 if layout == "stereo" else 0.15 * np.sqrt(2), rel=0.05)


@pytest.mark.parametrize("rate", [8000, 11025, 44100, 96000, 192000])
def test_any_rate(encoded, rate):
    sound = read(encoded(tone(3.5), "wav", rate))
    assert (sound.rate, round(sound.duration_s, 2)) == (rate, 3.5)


def wav(channels: np.ndarray, rate: int = 24000) -> bytes:
    """Of the shape (samples, channels), full scale 1."""
    file = io.BytesIO()
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[channels.shape[1]]
    with av.open(file, "w", format="wav") as output:
        stream = output.add_stream("pcm_f32le", rate=rate, layout=layout)
        packed = np.ascontiguousarray(channels.astype(np.float32)).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout)
        frame.sample_rate = rate
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return file.getvalue()


def test_channels_are_mixed(encoded):
    one = tone(4).samples
    both = read(wav(np.stack([one, np.zeros_like(one)], axis=1))).samples
    assert np.allclose(both, one / 2, atol=1e-4)
    six = np.stack([one, *[np.zeros_like(one)] * 5], axis=1)
    assert np.allclose(read(wav(six)).samples, one / 6, atol=1e-4)


def test_what_is_no_number_becomes_one():
    one = tone(4).samples.copy()
    one[100:103] = np.nan, np.inf, -np.inf
    assert list(read(wav(one[:, None])).samples[100:103]) == [0, 1, -1]


def refusal(data: bytes) -> str:
    with pytest.raises(UnusableSample) as caught:
        read(data)
    assert "audio_sample" in str(caught.value)
    return caught.value.code


@pytest.mark.parametrize(
    "data",
    [b"", b"\0", b"hello, this is a text", b"{}" * 500, os.urandom(5000), b"%PDF-1.7\n" * 99, b"RIFF\0\0\0\0WAVE"],
)
def test_what_is_no_audio_is_unreadable(data):
    assert refusal(data) in {"unreadable", "no_audio"}


def test_half_a_file_has_what_is_in_it(encoded):
    whole = encoded(tone(8), "mp3")
    assert 3 < read(whole[: len(whole) // 2]).duration_s < 5
    assert refusal(encoded(tone(8), "mp4")[:5000]) == "unreadable"


@pytest.mark.parametrize(
    ("seconds", "code"), [(0.5, "too_short"), (2.99, "too_short"), (60.5, "too_long"), (120, "too_long")]
)
def test_lengths_that_are_refused(encoded, seconds, code):
    assert refusal(encoded(tone(seconds, 8000), "flac")) == code


@pytest.mark.parametrize("seconds", [3.0, 60.0])
def test_lengths_that_just_do(encoded, seconds):
    assert read(encoded(tone(seconds, 8000))).duration_s == seconds


def test_a_minute_as_mp3_is_a_minute(encoded):
    assert read(encoded(tone(60, 8000), "mp3", 16000)).duration_s == pytest.approx(60, abs=0.2)


def test_a_rate_below_a_telephones_is_refused(encoded):
    assert refusal(encoded(tone(5, 4000))) == "sample_rate_too_low"


def pictures(container: str = "matroska") -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        stream = output.add_stream("mpeg4", rate=25)
        stream.width = stream.height = 32
        stream.pix_fmt = "yuv420p"
        for _ in range(5):
            output.mux(stream.encode(av.VideoFrame(32, 32, "yuv420p")))
        output.mux(stream.encode(None))
    return file.getvalue()


def test_a_film_without_sound_has_no_audio():
    assert refusal(pictures()) == "no_audio"


def test_hours_in_a_small_file_are_never_decoded_to_the_end(encoded, monkeypatch):
    """Silence in FLAC: twenty minutes are some tens of KB, and would be 38 MB."""
    long = encoded(Sound(np.zeros(1200 * 8000, np.float32), 8000), "flac")
    assert len(long) < 500_000
    pieces = []

    def counted(container: av.container.InputContainer) -> Iterator[np.ndarray]:
        for piece in mixed(container):
            pieces.append(len(piece))
            yield piece

    monkeypatch.setattr("pipeline.sample.read.mixed", counted)
    assert refusal(long) == "too_long"
    assert 60 * 8000 < sum(pieces) < 62 * 8000


PLAYLISTS = {
    "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{}\n#EXT-X-ENDLIST\n",
    "concat": "ffconcat version 1.0\nfile '{}'\n",
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n{}",
}


@pytest.mark.parametrize("kind", PLAYLISTS)
@pytest.mark.parametrize("scheme", ["", "file://", "file:", "concat:", "subfile,,start,0,end,0,,:"])
@pytest.mark.parametrize("absolute", [True, False])
def test_what_refers_to_other_files_reaches_none(encoded, tmp_path: Path, monkeypatch, kind, scheme, absolute):
    secret = tmp_path / "secret.wav"
    secret.write_bytes(encoded(tone(5)))
    monkeypatch.chdir(tmp_path)
    named = f"{scheme}{secret if absolute else secret.name}"
    assert refusal(PLAYLISTS[kind].format(named).encode()) in {"unreadable", "no_audio"}
