"""Windows: what of a row is to become samples now, and what of its latents that takes."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Self

import numpy as np
import torch
from torch import Tensor

from models.device import sent
from models.xtts.stretch import Stretch

CODES = 16
"""Windows are made of a multiple of so many, padding among them."""
TIMES = (32, 64, 96, 128, 176)
"""Frames that a GPU makes sound of at once, padding among them; longer windows are padded to a multiple of the last."""


@dataclass(slots=True)
class Course:
    """How far a row is spoken."""

    stretch: Stretch
    emitted: int = 0
    """Frames."""
    pieces: int = 0
    due: int = 0
    """Codes before which there is nothing to speak, unless it ends."""


@dataclass(frozen=True, slots=True)
class Window:
    """Frames of the row in `slot` that are to become samples now."""

    slot: int
    course: Course
    begin: int
    end: int
    codes: int
    """That the row has."""
    total: int
    """Frames that may be looked at."""
    ended: bool
    """Whether there will be no more."""

    def around(self, reach: int) -> tuple[int, int]:
        """The first frame that its samples depend on, and the one behind the last."""
        return max(0, self.begin - reach), min(self.total, self.end + reach)


class Span(NamedTuple):
    """Frames of a row that has so many codes, and where they stand among all that are looked at, padding included."""

    begin: int
    end: int
    codes: int
    at: int
    time: int


@dataclass(frozen=True, slots=True)
class View:
    """A window with all that its samples depend on: frames as a product of latents."""

    begin: int
    """The first frame that is looked at."""
    at: int
    """Where it stands."""
    length: int
    """Frames behind which there is nothing, padding included."""
    first: int
    """Of the codes."""
    weights: Tensor
    """[frames, codes], padded with zeros."""

    @classmethod
    def of(cls, window: Window, reach: int, device: torch.device) -> Self:
        """For a vocoder that reaches so many frames to either side."""
        begin, end = window.around(reach)
        time = end - begin if device.type == "cpu" else _padded(end - begin)
        # Where a row goes on nobody looks at what is beyond its frames, so padding is there; at its ends is none.
        at = 0 if begin == 0 else time - (end - begin)
        first, weights = _weights(window.course.stretch, Span(begin, end, window.codes, at, time), device)
        return cls(begin, at, end - begin if begin == 0 and window.ended else time, first, weights)


def _padded(frames: int) -> int:
    return next((time for time in TIMES if time >= frames), -(-frames // TIMES[-1]) * TIMES[-1])


@lru_cache(maxsize=1024)
def _weights(stretch: Stretch, span: Span, device: torch.device) -> tuple[int, Tensor]:
    """`Stretch.piece` on the device, padded: rows have most pieces in common, for all begin alike; some 30 KB each."""
    piece = stretch.piece(span.begin, span.end, span.codes)
    codes = piece.weights.shape[1]
    weights = np.zeros((span.time, codes + -codes % CODES), np.float32)
    weights[span.at : span.at + span.end - span.begin, :codes] = piece.weights
    return piece.first, sent(weights, device)
