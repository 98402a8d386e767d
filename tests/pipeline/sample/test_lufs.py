"""Loudness, held against the standard's own figures and another implementation."""

import numpy as np
import pyloudnorm
import pytest

from pipeline.sample.lufs import integrated_lufs
from pipeline.sample.sound import Sound


def tone(rate: int, peak: float, seconds: float = 5) -> Sound:
    return Sound((peak * np.sin(2 * np.pi * 997 * np.arange(round(seconds * rate)) / rate)).astype(np.float32), rate)


@pytest.mark.parametrize("rate", [16000, 24000, 48000])
def test_a_full_scale_tone_of_997_hz_is_minus_three(rate):
    """ITU-R BS.1770-5, annex 1: -3.01 LKFS in one channel."""
    assert integrated_lufs(tone(rate, 1.0)) == pytest.approx(-3.01, abs=0.02)
    assert integrated_lufs(tone(rate, 0.1)) == pytest.approx(-23.01, abs=0.02)


def test_silence_around_does_not_count(speech):
    pause = np.zeros(10 * speech.rate, np.float32)
    longer = Sound(np.concatenate([pause, speech.samples, pause]), speech.rate)
    assert integrated_lufs(longer) == pytest.approx(integrated_lufs(speech), abs=0.3)


def test_speech_as_pyloudnorm_measures_it(speech, noisy):
    for sound in (speech, noisy(10)):
        theirs = pyloudnorm.Meter(sound.rate).integrated_loudness(sound.samples.astype(float))
        assert integrated_lufs(sound) == pytest.approx(theirs, abs=0.1)


@pytest.mark.parametrize("seconds", [0, 0.3, 5])
def test_silence_and_what_is_too_short_have_none(seconds):
    assert integrated_lufs(tone(24000, 0.0, seconds)) == -np.inf
    assert integrated_lufs(tone(24000, 1.0, min(seconds, 0.3))) == -np.inf
