"""PCM at another rate."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.resample import Resampler

TONE = (8000 * np.sin(2 * np.pi * 440 * np.arange(8000) / 16000)).astype(np.int16)


def resampled(sizes: list[int]) -> np.ndarray:
    resampler, edges = Resampler(16000, 24000), [0, *np.cumsum(sizes), len(TONE)]
    pieces = [resampler.feed(TONE[first:last]) for first, last in pairwise(edges)]
    return np.concatenate([*pieces, resampler.close()])


def test_the_sound_is_the_same_and_as_long():
    made = resampled([])
    assert len(made) == 12000
    wanted = 8000 * np.sin(2 * np.pi * 440 * np.arange(12000) / 24000)
    assert np.abs(made - wanted)[200:-200].max() < 20


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 900), max_size=8))
def test_it_does_not_depend_on_how_it_is_cut(sizes):
    assert np.array_equal(resampled(sizes), resampled([]))


@pytest.mark.parametrize("level", [-32768, 32767])
def test_what_overshoots_is_limited(level):
    square = np.repeat(np.array([level, -level - 1], np.int16), 400)
    resampler = Resampler(16000, 24000)
    made = np.concatenate([resampler.feed(square), resampler.close()])
    assert made.dtype == np.int16
    assert np.abs(made.astype(int)).max() >= 32767
