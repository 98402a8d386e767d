"""Sound: what the files here hand to each other, and its level in short frames."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Signal = NDArray[np.float32]
"""Mono, full scale is 1; shape (samples,)."""

FRAME_S, HOP_S = 0.02, 0.01
"""Shorter than any sound of speech."""

SILENCE_DB = -120.0
"""dBFS of a frame without any sound."""


@dataclass(frozen=True, slots=True)
class Sound:
    samples: Signal
    rate: int
    """Hertz"""

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.rate


def frame_levels(sound: Sound) -> NDArray[np.float64]:
    """dBFS (RMS) of frames of FRAME_S every HOP_S; at least one frame."""
    frame, hop = round(FRAME_S * sound.rate), round(HOP_S * sound.rate)
    whole = np.pad(sound.samples, (0, max(frame - len(sound.samples), 0)))
    energy = np.concatenate([[0.0], np.cumsum(whole.astype(np.float64) ** 2)])
    power = (energy[frame::hop] - energy[:-frame:hop]) / frame
    levels: NDArray[np.float64] = 10 * np.log10(np.maximum(power, 10 ** (SILENCE_DB / 10)))
    return levels
