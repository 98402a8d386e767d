"""Speech made longer or shorter at the same pitch."""

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph
from numpy.typing import NDArray

Samples = NDArray[np.int16]


class Tempo:
    """One stream of mono int16 PCM through libavfilter's `atempo`; `factor` 2.0 halves its length.

    `atempo` takes factors from 0.5 to 100 (https://ffmpeg.org/ffmpeg-filters.html#atempo).
    """

    def __init__(self, factor: float, sample_rate: int) -> None:
        self._sample_rate = sample_rate
        self._graph = Graph()
        source = self._graph.add_abuffer(sample_rate=sample_rate, format="s16", layout="mono")
        tempo = self._graph.add("atempo", f"{factor:.6f}")
        sink = self._graph.add("abuffersink")
        source.link_to(tempo)
        tempo.link_to(sink)
        self._graph.configure()

    def feed(self, samples: Samples) -> Samples:
        """Put a piece in; returns what has come out so far, which lags some tens of milliseconds behind."""
        frame = AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = self._sample_rate
        self._graph.push(frame)
        return self._pull()

    def flush(self) -> Samples:
        """Say that no more comes; returns the rest."""
        self._graph.push(None)
        return self._pull()

    def _pull(self) -> Samples:
        out = [np.empty(0, np.int16)]
        while True:
            try:
                frame = self._graph.pull()
            except (av.BlockingIOError, av.EOFError):
                return np.concatenate(out)
            out.append(frame.to_ndarray().reshape(-1).astype(np.int16, copy=False))
