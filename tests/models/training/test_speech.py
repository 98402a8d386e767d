"""Speech taken apart and put together: what goes in comes out."""

import numpy as np
import pytest

from models.training.prosody import HOP, voicing
from models.training.speech import NOISE, analyse, excitation, log_mel, noise_shapes, resynthesise

FRAMES = 60


def drawn(frames: int) -> np.ndarray:
    return np.random.default_rng(3).standard_normal((frames, NOISE))


def tone(hertz: float) -> np.ndarray:
    """A buzz with a formant, int16."""
    at_s = np.arange(FRAMES * HOP) / 16000
    buzz = sum(np.cos(2 * np.pi * n * hertz * at_s) / (1 + ((n * hertz - 700) / 300) ** 2) for n in range(1, 50))
    return (buzz / np.abs(buzz).max() * 10000).astype(np.int16)


def test_noise_has_unit_variance_and_its_shapes_are_alike():
    noise = excitation(drawn(2000))
    assert noise.shape == (2000 * HOP,)
    assert noise.std() == pytest.approx(1, abs=0.02)
    at_one_hop = np.mean(noise[HOP:] * noise[:-HOP])
    assert abs(at_one_hop) < 0.1
    assert np.allclose(noise_shapes() @ noise_shapes().T, np.eye(NOISE) * HOP / NOISE)


def test_level_and_spectrum_come_back():
    samples = tone(120)
    analysis = analyse(samples, FRAMES)
    made = resynthesise(analysis, voicing([120.0], np.array([FRAMES])), drawn(FRAMES))
    inner = slice(5 * HOP, -5 * HOP)
    assert made.shape == samples.shape
    assert made[inner].std() == pytest.approx((samples / 32768)[inner].std(), rel=0.25)
    again = analyse((made * 32767).astype(np.int16), FRAMES)
    strong = log_mel(analysis.envelope)[10:-10] > np.log(1e-7)
    assert np.abs(log_mel(again.envelope) - log_mel(analysis.envelope))[10:-10][strong].mean() < 1.0


def test_pulses_come_as_often_as_they_should():
    made = resynthesise(analyse(tone(120), FRAMES), voicing([125.0], np.array([FRAMES])), 0 * drawn(FRAMES))
    inner = made[5 * HOP : -5 * HOP]
    correlation = np.correlate(inner, inner, "full")[len(inner) - 1 :]
    assert 80 + correlation[80:200].argmax() == 16000 // 125
