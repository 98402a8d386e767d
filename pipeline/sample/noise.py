"""Noise: what is always there, turned down."""

import numpy as np

from pipeline.sample.sound import Sound
from pipeline.sample.spectrum import Powers, analysed, snr_db, steady_power, synthesised

CLEAN_DB = 30.0
"""A recording with speech so far above what is behind it stays as it is."""

STRONGEST = 10 ** (-15 / 20)
"""The most that anything is turned down: more makes the rest of the noise twinkle."""
INERTIA = 0.98
"""Of the estimate of speech, from one window to the next (Ephraim and Malah 1984, "decision-directed")."""


def reduce_noise(sound: Sound) -> Sound:
    """The sound with what is always there turned down, by a Wiener filter."""
    if snr_db(sound) >= CLEAN_DB:
        return sound
    spectra = analysed(sound.samples)
    power = np.abs(spectra) ** 2
    return Sound(synthesised(spectra * gains(power, steady_power(power)), len(sound.samples)), sound.rate)


def gains(power: Powers, noise: Powers) -> Powers:
    """Of every window and frequency; `power` has the shape (windows, frequencies), `noise` (frequencies,)."""
    over = power / np.maximum(noise, 1e-20)
    gain = np.empty_like(power)
    speech = np.ones(power.shape[1])
    for n, ratio in enumerate(over):
        speech = INERTIA * speech + (1 - INERTIA) * np.maximum(ratio - 1, 0)
        gain[n] = np.maximum(speech / (1 + speech), STRONGEST)
        speech = gain[n] ** 2 * ratio
    return gain
