import numpy as np
import pytest

from benchmarks.quality.fricatives import fricative_repetition
from benchmarks.quality.sound import RATE

HOP = 256


def hiss(samples: np.ndarray) -> np.ndarray:
    """What of it is above 3.5 kHz."""
    spectrum = np.fft.rfft(samples)
    spectrum[np.fft.rfftfreq(len(samples), 1 / RATE) < 3500] = 0
    return np.fft.irfft(spectrum, len(samples))


def test_noise_does_not_repeat_itself(noise):
    assert fricative_repetition(hiss(noise(1.0)), RATE, HOP) == pytest.approx(0, abs=0.1)


def test_a_pattern_of_one_hop_buzzes(noise):
    pattern = hiss(np.tile(noise(1.0)[:HOP], 60))
    assert fricative_repetition(pattern, RATE, HOP) > 0.95
    mixed = pattern + hiss(noise(1.0, seed=1))[: len(pattern)]
    assert 0.3 < fricative_repetition(mixed, RATE, HOP) < 0.7


def test_voices_and_silence_are_no_fricatives(buzz):
    assert np.isnan(fricative_repetition(buzz(0.5, 125), RATE, HOP))
    assert np.isnan(fricative_repetition(np.zeros(8000), RATE, HOP))
    assert np.isnan(fricative_repetition(np.zeros(100), RATE, HOP))


def test_softer_hiss_in_a_sentence_counts(buzz, noise):
    sentence = np.concatenate([buzz(0.5, 125), hiss(noise(0.5, 0.02))])
    assert abs(fricative_repetition(sentence, RATE, HOP)) < 0.15
