"""Gain and limiter."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.engine import AudioChunk
from pipeline import loudness as limiter
from pipeline.loudness import CEILING, OVERSHOOT, PHASES, Loudness


def run(samples: np.ndarray, gain_db: float, cuts: list[int] | None = None) -> np.ndarray:
    loudness = Loudness(24000)
    edges = [0, *sorted(cuts or []), len(samples)]
    pieces = [loudness.feed(AudioChunk(samples[first:last], 24000), gain_db).samples for first, last in pairwise(edges)]
    return np.concatenate([*pieces, loudness.flush().samples])


def noise(samples: int, level: float = 6000) -> np.ndarray:
    return np.clip(np.random.default_rng(0).normal(size=samples) * level, -32768, 32767).astype(np.int16)


def true_peak(samples: np.ndarray) -> float:
    """Of the middle, by band-limited interpolation over the whole: another way than the code's own."""
    spectrum = np.fft.rfft(samples.astype(float))
    finer = np.fft.irfft(spectrum, 8 * len(samples)) * 8
    return float(np.abs(finer[len(samples) : -len(samples)]).max())


SPEECH = (noise(10_000) * np.sin(np.arange(10_000) / 700) ** 2).astype(np.int16)
"""Loud and soft in turn."""


@settings(max_examples=30, deadline=None)
@given(cuts=st.lists(st.integers(0, 10_000), max_size=12), gain=st.sampled_from([-6.0, 0.0, 3.3, 20.0]))
def test_what_comes_out_does_not_depend_on_chunks(cuts, gain):
    assert np.array_equal(run(SPEECH, gain, cuts), run(SPEECH, gain))


@pytest.mark.parametrize("gain", [-6.0, 0.0, 3.3, 20.0])
def test_what_is_not_looked_at_closely_needed_no_look(gain, monkeypatch):
    cuts = list(range(0, 10_000, 500))
    quickly = run(SPEECH, gain, cuts)
    monkeypatch.setattr(limiter, "OVERSHOOT", np.inf)
    assert np.array_equal(quickly, run(SPEECH, gain, cuts))


def test_no_point_between_samples_can_exceed_them_by_more_than_the_bound():
    assert np.abs(PHASES).sum(axis=1).max() < OVERSHOOT


def test_the_loudest_there_is_stays_below_the_ceiling():
    """-32768 has no positive counterpart among int16."""
    samples = np.where(noise(4800) > 0, 32767, -32768).astype(np.int16)
    assert np.abs(run(samples, 40.0).astype(int)).max() <= CEILING + 1


@pytest.mark.parametrize("length", [0, 1, 5, 239, 240, 241, 480, 24001])
def test_nothing_is_lost_and_quiet_speech_is_only_multiplied(length):
    samples = noise(length, 500)
    assert np.array_equal(run(samples, 0.0), samples)
    assert np.array_equal(run(samples, 6.0), np.rint(samples * 10**0.3).astype(np.int16))


@pytest.mark.parametrize("hertz", [50, 440, 3001, 5997, 8000])
def test_the_true_peak_stays_below_the_ceiling(hertz):
    tone = (20000 * np.sin(2 * np.pi * hertz / 24000 * np.arange(24000) + 0.7)).astype(np.int16)
    assert true_peak(run(tone, 12.0)) < CEILING * 1.03


def test_a_peak_between_samples_counts():
    """A quarter of the sample rate, sampled off its peaks: 3 dB hide between the samples."""
    tone = (40000 * np.sin(np.pi / 2 * np.arange(24000) + np.pi / 4)).astype(np.int16)
    assert np.abs(run(tone, 0.0)).max() < np.abs(tone).max() <= CEILING


def test_a_click_turns_down_what_is_around_it_and_nothing_else():
    samples = noise(24000, 300)
    samples[12000] = 32767
    loud = run(samples, 6.0)
    assert np.abs(loud).max() <= CEILING + 1
    untouched = np.rint(samples * 10**0.3).astype(np.int16)
    assert np.array_equal(loud[:11000], untouched[:11000])
    assert np.array_equal(loud[13000:], untouched[13000:])


def test_the_weights_of_a_point_are_those_of_an_interpolation():
    assert PHASES.sum(axis=1) == pytest.approx(1, abs=0.01)
