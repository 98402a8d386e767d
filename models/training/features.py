"""The latent of the voice, laid down by hand: what each channel of a frame says.

VITS learns its latent; here it is what a vocoder needs to know, so that both sides of it can be learned by plain
regression, side by side.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.training.prosody import Voicing
from models.training.speech import MELS, NOISE, Analysis, log_mel
from models.training.teacher import HOP

MEL = slice(0, MELS)
VOICED, PITCH, COSINE, SINE, BREATH = range(MELS, MELS + 5)
TOLD = MELS + 5
"""Channels that tell of the speech; the others are noise."""
CHANNELS = TOLD + NOISE
MIDDLE_HZ, SPREAD_HZ = 110.0, 15.0

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Scale:
    """Mean and deviation of each mel band over all speech."""

    mean: Floats
    deviation: Floats


def told(analysis: Analysis, voicing: Voicing, scale_hz: float) -> NDArray[np.float32]:
    """[frames, 69], mel not yet scaled."""
    middle = slice(HOP // 2, None, HOP)
    voiced, turns = voicing.hertz[middle] > 0, 2 * np.pi * voicing.turns[middle]
    pitch = (voicing.hertz[middle] / scale_hz - MIDDLE_HZ) / SPREAD_HZ
    columns = [
        2 * voiced - 1,
        pitch * voiced,
        np.cos(turns) * voiced,
        np.sin(turns) * voiced,
        2 * analysis.breath - 1,
    ]
    return np.column_stack([log_mel(analysis.envelope), *columns]).astype(np.float32)


def scale_of(told: Iterable[NDArray[np.float32]]) -> Scale:
    """Over all frames of all sentences."""
    mel = np.concatenate([each[:, MEL] for each in told])
    return Scale(mel.mean(axis=0), mel.std(axis=0))
