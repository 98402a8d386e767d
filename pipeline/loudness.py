"""Loudness: a voice's gain, and a limiter that keeps the true peak below the ceiling.

Voices differ by ten decibels and more; each declares the gain that brings its speech to -20 LUFS. What
would be too loud then is turned down smoothly and a little ahead of time. The peak is looked for between
the samples too, as ITU-R BS.1770-5 (annex 2) does, because a decoder or a sound card will find it there.
"""

import numpy as np
from numpy.typing import NDArray

from models.engine import AudioChunk

Samples = NDArray[np.int16]
Signal = NDArray[np.float64]

CEILING = 10 ** (-1 / 20) * 32768
"""-1 dBTP, at int16's scale."""

BLOCKS_PER_S = 100
"""The limiter decides once per block, and knows one block ahead."""

REACH = 6
"""Samples on either side from which a value between two samples is computed."""


def _between(phase: float) -> Signal:
    """Windowed sinc: the weights of a sample and its neighbours in the value `phase` samples behind it."""
    distance = np.arange(-REACH, REACH + 1) - phase
    weights: Signal = np.sinc(distance) * np.cos(distance * np.pi / (2 * REACH + 2)) ** 2
    return weights


PHASES = np.stack([_between(phase) for phase in (-0.75, -0.5, -0.25, 0.25, 0.5, 0.75)])
"""Shape (points, neighbours)."""

OVERSHOOT = 2.0
"""A point is below this many times its highest neighbour: the weights of any, without their signs, add up to less."""


class Loudness:
    """Gain and limiter of one stream. What comes out does not depend on how it is cut into chunks."""

    def __init__(self, sample_rate: int) -> None:
        self._sample_rate = sample_rate
        self._block = sample_rate // BLOCKS_PER_S
        self._waiting: Signal = np.zeros(REACH)
        """With their gain, which differs where another voice stands in."""
        self._edge = 1.0
        """The limiter's gain where the next block begins."""

    def feed(self, chunk: AudioChunk, gain_db: float) -> AudioChunk:
        """What is ready: two blocks (20 ms) and a few samples stay behind."""
        self._waiting = np.concatenate([self._waiting, chunk.samples * np.float64(10 ** (gain_db / 20))])
        return self._emit(max((len(self._waiting) - 2 * REACH) // self._block - 1, 0))

    def flush(self) -> AudioChunk:
        """The rest."""
        left = len(self._waiting) - REACH
        blocks = -(-left // self._block)
        silence = np.zeros((blocks + 1) * self._block - left + REACH)
        self._waiting = np.concatenate([self._waiting, silence])
        return AudioChunk(self._emit(blocks).samples[:left], self._sample_rate)

    def _emit(self, blocks: int) -> AudioChunk:
        """The next blocks. None of their samples is above the ceiling, so all fit int16."""
        size = blocks * self._block
        if not size:
            return AudioChunk(np.empty(0, np.int16), self._sample_rate)
        signal = self._waiting[: size + self._block + 2 * REACH]
        loud = signal[REACH : REACH + size]
        # Half of all chunks are so soft that nothing between their samples can reach the ceiling either.
        if self._edge < 1 or np.abs(signal).max() * OVERSHOOT > CEILING:
            loud = self._limited(loud, true_peaks(signal, self._block))
        self._waiting = self._waiting[size:]
        return AudioChunk(np.rint(loud).astype(np.int16), self._sample_rate)

    def _limited(self, loud: Signal, peaks: Signal) -> Signal:
        """`peaks` are those of the blocks in `loud` and of one more. At each edge the lower neighbour decides."""
        limits = np.minimum(1.0, CEILING / np.maximum(peaks, 1.0))
        edges = np.minimum(limits, np.concatenate([[self._edge], limits[:-1]]))
        self._edge = float(edges[-1])
        if edges.min() == 1:
            return loud
        ramps: Signal = edges[:-1, None] + np.diff(edges)[:, None] * (np.arange(self._block) / self._block)
        return loud * ramps.reshape(-1)


def true_peaks(signal: Signal, block: int) -> Signal:
    """Of every block of `signal` but REACH samples at its ends: the highest sample, or a point next to that one."""
    blocks = np.abs(signal[REACH:-REACH]).reshape(-1, block)
    highest = REACH + np.arange(len(blocks)) * block + blocks.argmax(axis=1)
    around = signal[highest[:, None] + np.arange(-REACH, REACH + 1)]
    points = np.abs((around[:, None, :] * PHASES).sum(axis=2)).max(axis=1)
    peaks: Signal = np.maximum(points, np.abs(around[:, REACH]))
    return peaks
