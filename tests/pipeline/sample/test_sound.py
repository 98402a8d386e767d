"""Levels of frames."""

import numpy as np
import pytest

from pipeline.sample.sound import SILENCE_DB, Sound, frame_levels


def test_levels_follow_the_sound():
    loud = np.full(24000, 0.1, np.float32)
    levels = frame_levels(Sound(np.concatenate([loud, loud / 10, np.zeros(24000, np.float32)]), 24000))
    assert levels[50] == pytest.approx(-20, abs=0.01)
    assert levels[150] == pytest.approx(-40, abs=0.01)
    assert levels[250] == SILENCE_DB
    assert len(levels) == 299


@pytest.mark.parametrize("length", [0, 1, 479])
def test_there_is_always_a_frame(length):
    assert len(frame_levels(Sound(np.ones(length, np.float32), 24000))) == 1
