"""Chunks of PCM."""

import numpy as np

from models.pcm import chunks, pcm


def test_full_scale_and_beyond():
    assert pcm(np.array([-2, -1, 0, 0.5, 1, 3], np.float32)).tolist() == [-32767, -32767, 0, 16384, 32767, 32767]


def test_140_ms_at_a_time():
    made = list(chunks(np.arange(5000, dtype=np.int16), 16000))
    assert [len(chunk.samples) for chunk in made] == [2240, 2240, 520]
    assert {chunk.sample_rate for chunk in made} == {16000}
    assert np.array_equal(np.concatenate([chunk.samples for chunk in made]), np.arange(5000))
