import numpy as np

from benchmarks.quality.harmonicity import harmonicity
from benchmarks.quality.pitch import pitch_hz


def test_a_periodic_sound_repeats_itself_exactly(buzz):
    sound = buzz(0.5, 125)
    assert harmonicity(sound, pitch_hz(sound)) > 0.97


def test_hoarseness_lowers_it(buzz, noise):
    sound = buzz(0.5, 125)
    track = pitch_hz(sound)
    found = [harmonicity(sound + noise(0.5, rms), track) for rms in (0.0, 0.03, 0.1)]
    assert found == sorted(found, reverse=True)
    assert found[0] - found[2] > 0.2


def test_without_voice_there_is_none(noise):
    assert np.isnan(harmonicity(noise(0.5), np.zeros(101)))
    assert np.isnan(harmonicity(np.empty(0), np.empty(0)))
