"""How long symbols last, in whole frames."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

LONGEST_S = 300
"""More audio than a segment can mean; a model that wants to make more has gone wrong."""


def whole_frames(durations: NDArray[np.floating[Any]], rate: float) -> NDArray[np.int64]:
    """Whole frames that each symbol lasts, of durations in frames: both [symbols]; at least one in all.

    At rate 1 each is rounded up, as every VITS does. At others the moments at which symbols end are moved and
    rounded: rounding each one up would add half a frame to every symbol, and at rate 4 most last less than one.
    """
    natural = np.ceil(durations)
    ends = np.rint(np.cumsum(natural, dtype=np.float64) / rate)
    ends[-1] = max(ends[-1], 1)
    return np.diff(ends, prepend=0).astype(np.int64)
