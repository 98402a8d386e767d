"""Noise of a row: from its own seed, at its own length, whoever shares its batch."""

import numpy as np
from numpy.typing import NDArray


def drawn(seed: int, stream: int, length: int, channels: int) -> NDArray[np.float32]:
    """Standard normal noise, [channels, length]. Drawn moment by moment: a prefix is the same at any length."""
    numbers = np.random.default_rng([seed % 2**64, stream]).standard_normal((length, channels), np.float32)
    return np.ascontiguousarray(numbers.T)
