"""PCM comes back sample for sample, or not at all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.engine import AudioChunk
from pipeline.lossless import pack, unpack


@pytest.mark.parametrize("sample_rate", [8000, 16000, 22050, 24000, 48000])
@pytest.mark.parametrize("samples", [0, 1, 4607, 4608, 4609, 50_000])
def test_it_comes_back(samples, sample_rate):
    noise = np.random.default_rng(samples).integers(-32768, 32768, samples).astype(np.int16)
    back = unpack(pack(AudioChunk(noise, sample_rate)))
    assert back.sample_rate == sample_rate
    assert np.array_equal(back.samples, noise)


def test_speech_takes_less_room():
    tone = (8000 * np.sin(np.arange(24_000) / 9)).astype(np.int16)
    assert len(pack(AudioChunk(tone, 24_000))) < 0.7 * tone.nbytes


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=200))
def test_what_was_never_packed_is_a_value_error(data):
    with pytest.raises(ValueError, match="packed PCM"):
        unpack(data)


def test_what_was_cut_short_is_a_value_error():
    whole = pack(AudioChunk(np.arange(20_000, dtype=np.int16), 24_000))
    for length in (1, 10, 20, len(whole) // 2, len(whole) - 1):
        with pytest.raises(ValueError, match="packed PCM"):
            unpack(whole[:length])
