import numpy as np
import pytest

from benchmarks.quality.loudness import loudness_lufs
from benchmarks.quality.sound import RATE


def test_a_sine_of_full_scale_at_1_khz_has_minus_3_lufs():
    sine = np.sin(2 * np.pi * 1000 * np.arange(2 * RATE) / RATE)
    assert loudness_lufs(sine) == pytest.approx(-3.01, abs=0.1)
    assert loudness_lufs(sine / 10) == pytest.approx(-23.01, abs=0.1)


def test_a_word_can_be_shorter_than_a_block(noise):
    assert -30 < loudness_lufs(noise(0.2)) < -10


def test_silence():
    assert loudness_lufs(np.zeros(RATE)) == -np.inf
