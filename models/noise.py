"""Noise of a row: from its own seed, at its own length, whoever shares its batch."""

import numpy as np
from numpy.typing import NDArray


def drawn(seed: int, stream: int, length: int, channels: int) -> NDArray[np.float32]:
    """Standard normal noise, [channels, length]. Drawn moment by moment: a prefix is the same at any length."""
    numbers = np.empty((length, channels), np.float32)
    draw(numbers, seed, stream)
    return np.ascontiguousarray(numbers.T)


def draw(numbers: NDArray[np.float32], seed: int, stream: int) -> None:
    """The same into contiguous `numbers` [length, channels]; other threads run meanwhile."""
    np.random.default_rng([seed % 2**64, stream]).standard_normal(dtype=np.float32, out=numbers)
