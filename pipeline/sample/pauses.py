"""Pauses: cut short, at the ends and between what is said."""

import numpy as np
from numpy.typing import NDArray

from pipeline.sample.sound import HOP_S, Sound, frame_levels

QUIET_PERCENTILE, LOUD_PERCENTILE = 10, 90
"""Of frames by their level."""
PAUSE_DB = 8.0
"""Above the quiet frames: below that nobody speaks."""
LOWEST_DB, HIGHEST_DB = -35.0, -15.0
"""From the loud frames: nobody speaks below the one, even where all is quiet, and somebody does above the other, even
where nobody ever pauses."""
MARGIN_S = 0.15
"""Kept around speech, so that no consonant is lost; a pause gets twice as long at most."""
FADE_S = 0.005
"""At the edges of what is kept."""


def cut_pauses(sound: Sound) -> Sound:
    """What is spoken, with MARGIN_S around it."""
    hop, fade = round(HOP_S * sound.rate), round(FADE_S * sound.rate)
    kept = np.repeat(near_speech(frame_levels(sound)), hop)[: len(sound.samples)]
    edges = np.flatnonzero(np.diff(np.concatenate([[False], kept, [False]]).astype(np.int8)))
    ramp = np.linspace(0, 1, fade, dtype=np.float32)
    pieces = [sound.samples[first:last].copy() for first, last in edges.reshape(-1, 2)]
    for piece in pieces:
        piece[:fade] *= ramp[: len(piece)]
        piece[-fade:] *= ramp[: len(piece)][::-1]
    return Sound(np.concatenate([np.zeros(0, np.float32), *pieces]), sound.rate)


def near_speech(levels: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Of frames every HOP_S: those with speech in them, and MARGIN_S on either side."""
    quiet, loud = np.percentile(levels, [QUIET_PERCENTILE, LOUD_PERCENTILE])
    spoken = levels > np.clip(quiet + PAUSE_DB, loud + LOWEST_DB, loud + HIGHEST_DB)
    margin = round(MARGIN_S / HOP_S)
    return np.convolve(spoken, np.ones(2 * margin + 1), "same") > 0.5
