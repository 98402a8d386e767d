import numpy as np
import pytest

from benchmarks.quality.joins import joins
from benchmarks.quality.sound import RATE

PAUSE = np.zeros(RATE // 10)


@pytest.fixture
def text(buzz) -> np.ndarray:
    """Five sentences that begin and end softly."""
    spoken = buzz(0.6, 120) * np.minimum(1, np.minimum(np.arange(9600), np.arange(9600)[::-1]) / 1600)
    return np.concatenate([PAUSE, *[part for _ in range(5) for part in (spoken, PAUSE)]])


def test_soft_beginnings_and_ends_do_not_click(text):
    found = joins(text, RATE)
    assert found.edges == 8
    assert found.jump < 0.2
    assert found.burst < 0.2


@pytest.mark.parametrize("height", [0.1, -0.4])
def test_a_sample_that_stands_out_at_one_join_clicks(text, height):
    clicking = text.copy()
    clicking[len(PAUSE) + 9599] = height
    assert joins(clicking, RATE).jump > 0.5
    assert joins(clicking, RATE).burst > joins(text, RATE).burst


def test_a_sentence_that_is_cut_off_clicks(text):
    cut = text.copy()
    cut[len(PAUSE) + 9600 - 3003 : len(PAUSE) + 9600] = 0
    assert joins(cut, RATE).jump > 0.5


@pytest.mark.parametrize("samples", [np.zeros(8000), np.ones(8000) * 0.1])
def test_without_pauses_there_are_no_joins(samples):
    found = joins(samples, RATE)
    assert found.edges == 0
    assert np.isnan(found.jump)
    assert np.isnan(found.burst)
