"""Pitch: the height of a voice, how much it moves, and where it goes at the end of a sentence."""

import numpy as np
import pyworld

from benchmarks.quality.sound import RATE, Floats

LOWEST_HZ, HIGHEST_HZ = 60, 450
FRAME_MS = 10
SHORTEST_FRAMES = 5
"""Of a voiced stretch; its first and its last one are not counted, for there the tracker slides."""
END_FRAMES = 150 // FRAME_MS
"""Voiced time at the end that a sentence's last movement is looked for in."""


def pitch_hz(samples: Floats) -> Floats:
    """F0 every 10 ms, 0 where there is no voice (WORLD's DIO and StoneMask, voicing by D4C LoveTrain, at RATE)."""
    given = np.ascontiguousarray(samples)
    rough, times_s = pyworld.dio(given, RATE, f0_floor=LOWEST_HZ, f0_ceil=HIGHEST_HZ, frame_period=FRAME_MS)
    fine = pyworld.stonemask(given, rough, times_s, RATE)
    aperiodicity = pyworld.d4c(given, fine, times_s, RATE, threshold=0.85)
    return lasting(np.where(aperiodicity.mean(axis=1) < 0.999, fine, 0.0))


def lasting(track_hz: Floats) -> Floats:
    """Without voiced stretches that are too short for a voice, and without the edges of the others."""
    kept = np.zeros_like(track_hz)
    edges = np.flatnonzero(np.diff(track_hz > 0, prepend=False, append=False))
    for begin, end in edges.reshape(-1, 2):
        if end - begin >= SHORTEST_FRAMES:
            kept[begin + 1 : end - 1] = track_hz[begin + 1 : end - 1]
    return kept


def semitones(track_hz: Floats) -> Floats:
    """Of the voiced frames, above or below their median; what is an octave away is an error of the tracker."""
    voiced = track_hz[track_hz > 0]
    if not len(voiced):
        return np.empty(0)
    height: Floats = 12 * np.log2(voiced / np.median(voiced))
    return height[np.abs(height) < 11]


def middle_hz(track_hz: Floats) -> float:
    """Median F0; NaN where nothing is voiced."""
    voiced = track_hz[track_hz > 0]
    return float(np.median(voiced)) if len(voiced) else float("nan")


def spread(track_hz: Floats) -> float:
    """Standard deviation, in semitones."""
    return float(semitones(track_hz).std()) if track_hz.any() else 0.0


def last_movement(track_hz: Floats) -> float:
    """Semitones by which the end lies above the middle of the sentence, or below."""
    height = semitones(track_hz)
    return float(height[-END_FRAMES:].mean()) if len(height) else 0.0


def voiced_s(track_hz: Floats) -> float:
    return float((track_hz > 0).sum()) * FRAME_MS / 1000
