"""Whole frames."""

import numpy as np

from models.durations import whole_frames


def test_round_up_at_rate_1_and_keep_the_total_at_others():
    durations = np.array([0.2, 1.0, 2.5, 0, 7.1], np.float32)
    assert whole_frames(durations, 1).tolist() == [1, 1, 3, 0, 8]
    assert whole_frames(durations, 0.5).tolist() == [2, 2, 6, 0, 16]
    assert whole_frames(durations, 2).sum() == 6


def test_at_least_one_frame_in_all():
    assert whole_frames(np.array([0.01, 0.02, 0, 0, 0.1], np.float32), 1000).tolist() == [0, 0, 0, 0, 1]
