"""Noise of a row."""

import numpy as np

from models.noise import drawn


def test_noise_is_a_prefix_of_longer_noise():
    assert np.array_equal(drawn(-5, 1, 1000, 3)[:, :10], drawn(-5, 1, 10, 3))
    assert not np.array_equal(drawn(5, 0, 10, 3), drawn(5, 1, 10, 3))
