"""Codecs by themselves; what holds for whatever is encoded is in test_encode.py."""

import numpy as np
import pytest

from pipeline.codecs import make_codec
from pipeline.formats import FORMATS, AudioFormat

TONE = (8000 * np.sin(np.arange(24_000) / 9)).astype(np.int16)


def encoded(name: str, samples: np.ndarray) -> bytes:
    codec = make_codec(AudioFormat.choose(name, 24000, None, None))
    return codec.feed(samples) + codec.flush()


@pytest.mark.parametrize("name", FORMATS)
def test_no_samples_make_no_bytes(name):
    assert encoded(name, TONE[:0]) == b""


def test_a_streamed_wav_does_not_know_its_size():
    data = encoded("wav", TONE)
    assert data[4:8] == data[40:44] == b"\xff\xff\xff\xff"
    assert data[8:12] == b"WAVE"


def test_pcm_is_the_samples_themselves():
    assert encoded("pcm", TONE) == TONE.tobytes()


def test_opus_leaves_with_its_first_frame_of_60_ms():
    codec = make_codec(AudioFormat.choose("opus", 24000, None, None))
    assert codec.feed(TONE[:1439]) == b""
    assert codec.feed(TONE[1439:1440]).startswith(b"OggS")


@pytest.mark.parametrize(("name", "kilobits"), [("mp3", 64), ("opus", 48), ("aac", 64)])
def test_the_bitrate_is_about_what_was_asked_for(name, kilobits):
    speech = np.tile((np.random.default_rng(0).normal(size=24_000) * 3000).astype(np.int16), 4)
    assert len(encoded(name, speech)) * 8 / 4 / 1000 == pytest.approx(kilobits, rel=0.15)
