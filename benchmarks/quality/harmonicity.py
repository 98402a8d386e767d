"""Harmonicity: how exactly each period of a voiced sound repeats the one before; a hoarse voice does not."""

import numpy as np

from benchmarks.quality.pitch import FRAME_MS, HIGHEST_HZ, LOWEST_HZ
from benchmarks.quality.sound import RATE, Floats, framed

SIZE = RATE * 3 // LOWEST_HZ
"""Samples of a frame: three of the longest periods."""
STEP = RATE * FRAME_MS // 1000
LAGS = slice(RATE // HIGHEST_HZ, RATE // LOWEST_HZ)


def harmonicity(samples: Floats, track_hz: Floats) -> float:
    """Mean autocorrelation peak of the frames that are voiced in `track_hz`: 1 for a periodic sound, NaN for none.

    The autocorrelation is divided by the window's own, after Boersma (1993).
    """
    frames = framed(np.pad(samples, SIZE // 2), SIZE, STEP)[: len(track_hz)]
    voiced = frames[track_hz[: len(frames)] > 0]
    if not len(voiced):
        return float("nan")
    window = np.hanning(SIZE)
    own = autocorrelation((voiced - voiced.mean(axis=1, keepdims=True)) * window)
    peaks = (own / autocorrelation(window[None]))[:, LAGS].max(axis=1)
    return float(np.clip(peaks, 0, 1).mean())


def autocorrelation(frames: Floats) -> Floats:
    """Of each row; 1 at no lag, 0 throughout for silence."""
    power = np.abs(np.fft.rfft(frames, 2 * SIZE)) ** 2
    lagged: Floats = np.fft.irfft(power)[:, : LAGS.stop + 1]
    return lagged / np.maximum(lagged[:, :1], 1e-12)
