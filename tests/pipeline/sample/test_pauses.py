"""Pauses."""

import numpy as np
import pytest

from pipeline.sample.pauses import MARGIN_S, cut_pauses
from pipeline.sample.sound import Sound

RATE = 24000


def joined(*parts: np.ndarray) -> Sound:
    return Sound(np.concatenate(parts).astype(np.float32), RATE)


def silence(seconds: float, level: float = 0.0) -> np.ndarray:
    return np.random.default_rng(0).normal(size=round(seconds * RATE)) * level


@pytest.mark.parametrize("level", [0.0, 0.001])
def test_silence_at_the_ends_goes_but_for_a_margin(speech, level):
    cut = cut_pauses(joined(silence(2, level), speech.samples, silence(5, level)))
    assert cut.duration_s == pytest.approx(speech.duration_s, abs=2 * MARGIN_S + 0.1)


def test_a_pause_between_gets_short(speech):
    cut = cut_pauses(joined(speech.samples, silence(3), speech.samples))
    assert cut.duration_s == pytest.approx(2 * speech.duration_s, abs=2 * MARGIN_S + 0.1)


def test_speech_keeps_what_is_loud_in_it(speech):
    cut = cut_pauses(joined(silence(1), speech.samples, silence(1)))
    assert (cut.samples**2).sum() == pytest.approx((speech.samples**2).sum(), rel=0.001)


def test_what_never_pauses_stays(speech):
    tone = np.sin(np.arange(3 * RATE) / 10)
    assert cut_pauses(joined(tone)).duration_s == pytest.approx(3, abs=0.02)


def test_nothing_clicks(speech):
    """Where a piece ends it ends at zero."""
    loud = silence(1, 0.1)
    cut = cut_pauses(joined(silence(1, 0.001), loud, silence(2, 0.001), loud, silence(1, 0.001)))
    assert cut.samples[0] == cut.samples[-1] == 0
    assert np.count_nonzero(cut.samples == 0) >= 4
