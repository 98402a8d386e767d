"""Joins: whether a click is heard where sentences were put together.

Between sentences there is digital silence, so a join is where it begins or ends. A click is a jump there, or a burst
of high frequencies, that is more than what speech itself does elsewhere in the same text.
"""

from typing import NamedTuple

import numpy as np

from benchmarks.quality.sound import Floats

PAUSE_S = 0.05
"""A stretch of silence that is none of the voice's own."""
NEAR_S = 0.002
"""On either side of a join."""
ZERO = 1.5 / 32768
ORDINARY = 99
"""Percentile: what speech does in all but a hundredth of its time."""


class Joins(NamedTuple):
    edges: int
    """Edges of pauses within the text."""
    jump: float
    """The largest step from one sample to the next at a join, that of ordinary speech being 1; NaN without joins."""
    burst: float
    """The same of high-frequency energy within 2 ms."""


def joins(samples: Floats, rate: int) -> Joins:
    """Of a text of several sentences."""
    edges = pause_edges(samples, rate)
    if not len(edges):
        return Joins(0, float("nan"), float("nan"))
    steps = np.abs(np.diff(samples, prepend=0.0))
    near = round(NEAR_S * rate)
    bursts = np.sqrt(np.convolve(np.diff(samples, n=2, prepend=[0.0, 0.0]) ** 2, np.full(near, 1 / near), "same"))
    return Joins(len(edges), compared(steps, edges, near), compared(bursts, edges, near))


def pause_edges(samples: Floats, rate: int) -> list[int]:
    """Where pauses begin and end, without the silence before the text and behind it."""
    sounding = np.flatnonzero(np.abs(samples) > ZERO)
    last = np.flatnonzero(np.diff(sounding) > PAUSE_S * rate)
    return sorted(int(edge) for edge in (*sounding[last], *sounding[last + 1]))


def compared(values: Floats, edges: list[int], near: int) -> float:
    """The highest of the values near an edge, in units of what is ordinary where there is sound."""
    at_joins = max(values[max(edge - near, 0) : edge + near + 1].max() for edge in edges)
    ordinary = np.percentile(values[values > ZERO], ORDINARY)
    return float(at_joins / ordinary)
