import numpy as np
import pytest

from benchmarks.quality.pitch import last_movement, lasting, middle_hz, pitch_hz, spread, voiced_s


@pytest.mark.parametrize("hz", [80, 125, 220, 350])
def test_height_of_a_voice(buzz, hz):
    track = pitch_hz(buzz(0.5, hz))
    assert middle_hz(track) == pytest.approx(hz, rel=0.02)
    assert spread(track) < 0.3
    assert voiced_s(track) == pytest.approx(0.5, abs=0.1)


def test_edges_and_short_stretches_are_not_voice():
    track = np.array([0, 9, 1, 1, 1, 9, 0, 1, 1, 0, 1, 1, 1, 1, 1.0])
    assert lasting(track).nonzero()[0].tolist() == [2, 3, 4, 11, 12, 13]


def test_noise_and_silence_have_none(noise):
    assert voiced_s(pitch_hz(noise(0.5))) < 0.1
    track = pitch_hz(np.zeros(8000))
    assert np.isnan(middle_hz(track))
    assert (spread(track), last_movement(track), voiced_s(track)) == (0, 0, 0)


@pytest.mark.parametrize(("first_hz", "last_hz", "sign"), [(160, 100, -1), (100, 160, 1)])
def test_a_sentence_falls_or_rises_at_its_end(buzz, first_hz, last_hz, sign):
    track = pitch_hz(buzz(1.0, first_hz, last_hz))
    assert sign * last_movement(track) > 2
    assert spread(track) == pytest.approx(12 * np.log2(1.6) / np.sqrt(12), rel=0.15)


def test_a_jump_by_an_octave_is_an_error_of_the_tracker(buzz):
    track = np.concatenate([np.full(90, 100.0), np.full(10, 200.0)])
    assert spread(track) == 0
