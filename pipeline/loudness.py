"""Loudness: a voice's gain, and a limiter that keeps the true peak below the ceiling.

Voices differ by ten decibels and more; each declares the gain that brings its speech to -20 LUFS. What
would be too loud then is turned down smoothly and a little ahead of time. The peak is looked for between
the samples too, as ITU-R BS.1770-5 (annex 2) does, because a decoder or a sound card will find it there.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from models.engine import AudioChunk

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


class Loudness:
    """Gain and limiter of one stream. What comes out does not depend on how it is cut into chunks."""

    def __init__(self, gain_db: float, sample_rate: int) -> None:
        self._gain = 10 ** (gain_db / 20)
        self._sample_rate = sample_rate
        self._block = sample_rate // BLOCKS_PER_S
        self._waiting: Signal = np.zeros(REACH)
        self._edge: float | None = None
        """The limiter's gain where the next block begins."""

    def feed(self, chunk: AudioChunk) -> AudioChunk:
        """What is ready: two blocks (20 ms) and a few samples stay behind."""
        self._waiting = np.concatenate([self._waiting, chunk.samples * self._gain])
        return self._emit(max((len(self._waiting) - 2 * REACH) // self._block - 1, 0))

    def flush(self) -> AudioChunk:
        """The rest."""
        left = len(self._waiting) - REACH
        blocks = -(-left // self._block)
        silence = np.zeros((blocks + 1) * self._block - left + REACH)
        self._waiting = np.concatenate([self._waiting, silence])
        return AudioChunk(self._emit(blocks).samples[:left], self._sample_rate)

    def _emit(self, blocks: int) -> AudioChunk:
        size = blocks * self._block
        if not size:
            return AudioChunk(np.empty(0, np.int16), self._sample_rate)
        edges = self._edges(self._waiting[: size + self._block + 2 * REACH])
        ramps = edges[:-1, None] + np.diff(edges)[:, None] * (np.arange(self._block) / self._block)
        loud = self._waiting[REACH : REACH + size] * ramps.reshape(-1)
        self._waiting, self._edge = self._waiting[size:], float(edges[-1])
        return AudioChunk(np.clip(np.rint(loud), -32768, 32767).astype(np.int16), self._sample_rate)

    def _edges(self, signal: Signal) -> Signal:
        """Gains at the edges of all blocks but the last: at each the lower of what its two neighbours may have."""
        limits = np.minimum(1.0, CEILING / np.maximum(self._peaks(signal), 1.0))
        first = limits[0] if self._edge is None else self._edge
        return np.concatenate([[first], np.minimum(limits[:-1], limits[1:])])

    def _peaks(self, signal: Signal) -> Signal:
        """The true peak of every block: its highest sample, or a point that is next to that one."""
        blocks = sliding_window_view(signal, self._block + 2 * REACH)[:: self._block]
        highest = REACH + np.abs(blocks[:, REACH:-REACH]).argmax(axis=1)
        rows = np.arange(len(blocks))[:, None]
        around = blocks[rows, highest[:, None] + np.arange(-REACH, REACH + 1)]
        points = np.abs((around[:, None, :] * PHASES).sum(axis=2)).max(axis=1)
        peaks: Signal = np.maximum(points, np.abs(around[:, REACH]))
        return peaks
