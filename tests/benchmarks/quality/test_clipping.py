import numpy as np
import pytest

from benchmarks.quality.clipping import flat_tops

WAVE = np.sin(2 * np.pi * 100 * np.arange(1600) / 16000)
"""Ten periods."""


@pytest.mark.parametrize("samples", [WAVE, WAVE * 0.5, np.rint(WAVE * 32767) / 32768, np.empty(0)])
def test_whole_waves_are_not_clipped(samples):
    assert flat_tops(samples) == 0


@pytest.mark.parametrize("gain", [1.0, 0.3])
def test_every_top_that_is_cut_off_counts_whatever_the_gain_behind_it(gain):
    assert flat_tops(np.clip(1.2 * WAVE, -1, 1) * gain) == 20


def test_a_wave_cut_on_one_side():
    assert flat_tops(np.minimum(WAVE, 0.8) + 0.15) == 10


def test_silence_at_zero_is_no_top():
    assert flat_tops(np.concatenate([WAVE, np.zeros(100)])) == 0
