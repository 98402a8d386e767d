"""Loudness as people hear it: integrated, in LUFS (ITU-R BS.1770-5)."""

import numpy as np
from numpy.typing import NDArray

from pipeline.sample.sound import Sound

SHELF = ((1.53512485958697, -2.69169619938638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""The two filters of its K weighting at TABLE_RATE (annex 1, tables 1 and 2): numerator and denominator."""
TABLE_RATE = 48_000

BLOCK_S, STEP_S = 0.4, 0.1
ABSOLUTE_GATE, RELATIVE_GATE = -70.0, -10.0
"""LUFS, and LU below the mean of what passes the first."""
OFFSET = -0.691


def integrated_lufs(sound: Sound) -> float:
    """-inf for silence, and for what is shorter than a block (0.4 s)."""
    blocks = block_powers(sound)
    for gate in (ABSOLUTE_GATE, None):
        if not len(blocks):
            return -np.inf
        limit = loudness(blocks.mean()) + RELATIVE_GATE if gate is None else gate
        blocks = blocks[loudness(blocks) > limit]
    return float(loudness(blocks.mean())) if len(blocks) else -np.inf


def loudness(power: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    """LUFS of a mean square."""
    return np.asarray(OFFSET + 10 * np.log10(np.maximum(power, 1e-20)))


def block_powers(sound: Sound) -> NDArray[np.float64]:
    """Mean squares of overlapping blocks, weighted."""
    block, step = round(BLOCK_S * sound.rate), round(STEP_S * sound.rate)
    energy = np.concatenate([[0.0], np.cumsum(weighted(sound) ** 2)])
    powers: NDArray[np.float64] = (energy[block::step] - energy[:-block:step]) / block
    return powers


def weighted(sound: Sound) -> NDArray[np.float64]:
    """By what the filters do to each frequency: only powers are measured, so their phase does not matter."""
    length = len(sound.samples) + sound.rate // 4  # for what the filters would ring on
    spectrum = np.fft.rfft(sound.samples, length)
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(length, 1 / sound.rate) / TABLE_RATE)
    powers = np.stack([np.ones_like(turn), turn, turn**2])
    for above, below in (SHELF, HIGH_PASS):
        spectrum = spectrum * np.abs(np.dot(above, powers) / np.dot(below, powers))
    return np.fft.irfft(spectrum, length)[: len(sound.samples)]
