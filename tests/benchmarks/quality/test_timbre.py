import numpy as np
import pytest

from benchmarks.quality.timbre import mfcc_cosine

pytestmark = pytest.mark.cluster  # librosa takes seconds to load


def test_the_same_sound_at_any_level_is_the_same(buzz):
    assert mfcc_cosine(buzz(0.5, 120), 0.1 * buzz(0.5, 120)) == pytest.approx(1)


def test_another_spectrum_is_farther_than_another_pitch(buzz, noise):
    voice = buzz(0.5, 120)
    higher, hiss = mfcc_cosine(voice, buzz(0.5, 130)), mfcc_cosine(voice, noise(0.5))
    assert hiss < higher < 1


def test_silence_is_like_nothing_in_particular(buzz):
    assert np.isfinite(mfcc_cosine(buzz(0.5, 120), np.zeros(8000)))
