import numpy as np
import pytest

from benchmarks.quality.distortion import distortion
from benchmarks.quality.sound import RATE, Floats

pytestmark = pytest.mark.cluster  # librosa takes seconds to load


def word(hz: float, seconds: float = 0.4) -> Floats:
    """Noise with a resonance."""
    source = np.random.default_rng(1).normal(0, 1, round(seconds * RATE))
    spectrum = np.fft.rfft(source)
    spectrum *= 1 / (1 + ((np.fft.rfftfreq(len(source), 1 / RATE) - hz) / 300) ** 2)
    return np.fft.irfft(spectrum, len(source))


SENTENCE = np.concatenate([word(hz) for hz in (500, 2500, 1200, 4000)])


def test_the_same_is_at_no_distance_at_any_level():
    assert distortion(SENTENCE, SENTENCE / 5) == pytest.approx((0, 0), abs=1e-3)


def test_another_tempo_is_near():
    slower = np.concatenate([word(hz, 0.5) for hz in (500, 2500, 1200, 4000)])
    assert distortion(slower, SENTENCE).mean_db < 3


def test_a_word_that_is_missing_or_another_is_far_where_it_is():
    lacking = np.concatenate([word(hz) for hz in (500, 2500, 1200)])
    another = np.concatenate([word(hz) for hz in (500, 2500, 600, 4000)])
    for wrong in (lacking, another):
        found = distortion(wrong, SENTENCE)
        assert found.worst_db > 7
        assert found.worst_db > 2 * found.mean_db


def test_half_the_level_of_a_band_is_six_decibels_there():
    """Over a part of the spectrum; the mean over all bands is between none and all of it."""
    quieter = np.fft.rfft(SENTENCE)
    quieter[len(quieter) // 2 :] /= 2
    assert 0.5 < distortion(np.fft.irfft(quieter), SENTENCE).mean_db < 6


def test_a_short_sound_has_a_worst_part_too():
    assert distortion(SENTENCE[:1600], SENTENCE[6400:8000]).worst_db > 0
