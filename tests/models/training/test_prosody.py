"""Intonation by rule: whole periods, and the shape of a sentence."""

from itertools import pairwise

import numpy as np
import pytest

from models.training.alignment import groups
from models.training.prosody import BASE_HZ, STRESSED_HZ, targets, voicing
from models.training.teacher import HOP


def levels(symbols):
    """Hertz of the stressed vowels."""
    sounds = groups(symbols)
    return [hertz for group, hertz in zip(sounds, targets(sounds, 1.0), strict=True) if group.stress == "ˈ"]


def test_statements_fall_and_questions_rise():
    first, last = levels("bˈiː bˈiː.")
    assert last < STRESSED_HZ < first
    assert levels("bˈiː bˈiː?")[-1] > STRESSED_HZ
    assert levels("bˈiː bˈiː, bˈiː.")[1] > STRESSED_HZ


def test_a_statement_ends_low_on_a_single_stressed_syllable():
    assert levels("bˈiː bˈiː.")[-1] < BASE_HZ < levels("bˈiː bˈiː")[-1]


def test_only_voiced_sounds_have_a_pitch():
    assert targets(groups("sə"), 1.0) == [0, BASE_HZ]
    assert targets(groups("sə"), 2.0) == [0, 2 * BASE_HZ]


@pytest.mark.parametrize("frames", [[4, 7, 3, 9], [1, 1, 1, 1], [30, 2, 5, 12]])
def test_every_voiced_sound_holds_whole_periods(frames):
    made = voicing([0.0, 110.0, 140.0, 90.0], np.array(frames))
    assert made.turns.shape == made.hertz.shape == (sum(frames) * HOP,)
    assert not made.hertz[: frames[0] * HOP].any()
    edges = np.cumsum(frames) * HOP
    for begin, end in pairwise(edges):
        periods = made.hertz[begin:end].sum() / 16000
        assert periods == pytest.approx(round(periods), abs=1e-6)
        assert made.turns[begin] < 0.01
        assert made.turns[end - 1] > 0.98


def test_pitch_glides_from_sound_to_sound():
    made = voicing([100.0, 140.0], np.array([40, 40]))
    middle = 40 * HOP
    assert made.hertz[middle - 1] == pytest.approx(120, rel=0.02)
    assert made.hertz[middle] == pytest.approx(120, rel=0.02)
