"""From codes to frames of the vocoder, a stretch of them at a time: which codes they come from, and how.

XTTS stretches its latents by linear interpolation: for the rate of speech, by 4 to frames, and from 22,050 to 24,000
Hz. Every result depends on its own index only (torch's `interpolate` with a scale factor), so any stretch can be had
alone.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Piece:
    """Frames as a product: `weights` [frames, codes] times the latents from `first` on."""

    first: int
    weights: NDArray[np.float32]


@dataclass(frozen=True)
class Stretch:
    """Linear interpolations, one after another, by `factors`."""

    factors: tuple[float, ...]

    def total(self, codes: int) -> int:
        """Frames of that many codes, when no more come."""
        for factor in self.factors:
            codes = math.floor(codes * factor)
        return codes

    def known(self, codes: int) -> int:
        """Frames that stay as they are whatever comes behind those codes."""
        for factor in self.factors:
            codes = max(0, math.ceil((codes - 0.5) * factor - 0.5))
        return codes

    def piece(self, begin: int, end: int, codes: int) -> Piece:
        """Frames from `begin` to `end`, of which there are that many codes or, if they are `known`, more."""
        lengths = [codes]
        for factor in self.factors[:-1]:
            lengths.append(math.floor(lengths[-1] * factor))
        product: Matrix | None = None
        for factor, length in zip(self.factors[::-1], lengths[::-1], strict=True):
            first, matrix = _interpolation(factor, begin, end, length)
            product = matrix if product is None else product @ matrix
            begin, end = first, first + matrix.shape[1]
        assert product is not None
        return Piece(begin, product.astype(np.float32))


def _interpolation(factor: float, begin: int, end: int, length: int) -> tuple[int, Matrix]:
    """The first of `length` values that places `begin` to `end` come from, and the matrix that makes them."""
    source = np.maximum((np.arange(begin, end) + 0.5) / factor - 0.5, 0)
    left = np.minimum(np.floor(source).astype(int), length - 1)
    right = np.minimum(left + 1, length - 1)
    first = int(left[0])
    matrix = np.zeros((end - begin, int(right[-1]) - first + 1))
    places = np.arange(end - begin)
    matrix[places, left - first] += 1 - (source - left)
    matrix[places, right - first] += source - left
    return first, matrix
