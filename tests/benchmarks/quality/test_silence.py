import numpy as np
import pytest

from benchmarks.quality.silence import silence
from benchmarks.quality.sound import RATE


def pause(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE))


def test_a_pause_within_a_sentence(noise):
    sound = np.concatenate([pause(0.2), noise(0.4), pause(0.3), noise(0.8), pause(0.1), noise(0.1), pause(0.1)])
    found = silence(sound)
    assert found.longest_s == pytest.approx(0.3, abs=0.02)
    assert found.share == pytest.approx(0.35, abs=0.02)


def test_soft_noise_between_words_is_silence(noise):
    sound = np.concatenate([noise(0.4), noise(0.2, 0.0005), noise(0.4)])
    assert silence(sound).longest_s == pytest.approx(0.2, abs=0.02)


def test_speech_throughout(noise):
    assert silence(noise(1.0)) == (0, 0)


@pytest.mark.parametrize("seconds", [0.0, 0.01, 1.0])
def test_nothing_but_silence(seconds):
    assert silence(pause(seconds)) == (1, seconds)
