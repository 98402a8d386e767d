"""Speech taken apart and put together: what goes in comes out."""

import numpy as np
import pytest

from models.training.prosody import Voicing, voicing
from models.training.speech import (
    FFT,
    NOISE,
    Analysis,
    analyse,
    excitation,
    log_mel,
    noise_shapes,
    resynthesise,
    settled,
)
from models.training.teacher import HOP

FRAMES = 120


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


def test_a_pulse_leaves_nothing_behind_but_its_ringing():
    turns = np.zeros(FRAMES * HOP)
    hertz = np.where(np.arange(len(turns)) < 160, 100.0, 0)
    turns[1:160] = (np.arange(1, 160) - 0.5) / 160  # a pulse between the first two samples
    flat = Analysis(np.full((FRAMES, FFT // 2 + 1), 1e-3), np.zeros(FRAMES))
    made = resynthesise(flat, Voicing(turns, hertz), 0 * drawn(FRAMES))
    assert np.abs(made[:4]).max() > 0.2
    assert np.abs(made[64:]).max() < 0.01


def test_noise_leaves_nothing_behind_its_end():
    envelope = np.full((FRAMES, FFT // 2 + 1), 1e-9)
    envelope[20:30] = 1e-2
    quiet = np.zeros(FRAMES * HOP)
    made = resynthesise(Analysis(envelope, np.ones(FRAMES)), Voicing(quiet, quiet), drawn(FRAMES))
    assert made[21 * HOP : 29 * HOP].std() == pytest.approx(0.1, rel=0.2)
    assert np.abs(made[32 * HOP :]).max() < 0.001
    assert np.abs(made[: 18 * HOP]).max() < 0.001


def test_what_the_text_cannot_tell_is_settled():
    envelope = np.exp(np.random.default_rng(0).standard_normal((10, FFT // 2 + 1)))
    made = settled(Analysis(envelope, np.arange(10.0)), np.array([4, 6]), [False, True])
    assert made.breath.tolist() == [1.5] * 4 + [6.5] * 6
    assert np.array_equal(made.envelope[:4], envelope[:4])
    assert made.envelope[6, 0] == pytest.approx(envelope[4:9, 0].mean())
    assert made.envelope[4:].std(axis=0).mean() < envelope[4:].std(axis=0).mean()
