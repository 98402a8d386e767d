"""Spectrum: a sound as overlapping windows of frequencies, and what in it is steady."""

import numpy as np
from numpy.typing import NDArray

from pipeline.sample.sound import Signal, Sound

WINDOW, HOP = 1024, 256
"""Samples: 43 ms and 11 ms at 24 kHz."""

Spectra = NDArray[np.complex128]
"""Shape (windows, frequencies)."""
Powers = NDArray[np.float64]

HANN_ROOT: NDArray[np.float64] = np.sin(np.pi * np.arange(WINDOW) / WINDOW)
"""On the way there and again on the way back; the squares of windows that overlap by three quarters add up to 2."""

SMOOTHED = 8
"""Windows (85 ms) that are averaged before a minimum is looked for."""
QUIET_PERCENTILE = 5
"""Of the windows, at each frequency by itself: even where nobody pauses, nobody speaks at all frequencies at once."""
BIAS = 2.8
"""From that percentile of steady noise to its mean; measured with white noise."""

VOICE_HZ = (100, 8000)
"""Where speech is; what rumbles below that is not what anyone would call noise."""
LOUD_PERCENTILE = 90
"""Of windows by their power: speech."""


def analysed(samples: Signal) -> Spectra:
    padded = np.pad(samples, (WINDOW, WINDOW + HOP))
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    return np.fft.rfft(windows * HANN_ROOT, axis=1)


def synthesised(spectra: Spectra, length: int) -> Signal:
    """What was analysed, `length` samples long."""
    windows = np.fft.irfft(spectra, WINDOW, axis=1) * HANN_ROOT
    whole = np.zeros(HOP * (len(windows) - 1) + WINDOW)
    for n, window in enumerate(windows):
        whole[n * HOP : n * HOP + WINDOW] += window
    return (whole[WINDOW : WINDOW + length] / 2).astype(np.float32)


def steady_power(power: Powers) -> Powers:
    """Of what is always there, by frequency: minimum statistics (Martin 2001), for noise that does not change."""
    inner = power[WINDOW // HOP : -WINDOW // HOP]
    sums = np.cumsum(inner, axis=0)
    smooth = (sums[SMOOTHED:] - sums[:-SMOOTHED]) / SMOOTHED
    steady: Powers = BIAS * np.percentile(smooth, QUIET_PERCENTILE, axis=0)
    return steady


def snr_db(sound: Sound) -> float:
    """How far the loud windows are above what is always there, where speech is; 100 at most."""
    power = np.abs(analysed(sound.samples)) ** 2
    hertz = np.fft.rfftfreq(WINDOW, 1 / sound.rate)
    voice = (hertz >= VOICE_HZ[0]) & (hertz <= VOICE_HZ[1])
    loud = np.percentile(power[:, voice].sum(axis=1), LOUD_PERCENTILE)
    steady = steady_power(power)[voice].sum()
    return float(10 * np.log10(max(loud, 1e-10) / max(steady, loud * 1e-10, 1e-20)))
