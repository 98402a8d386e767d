"""One loaded voice: symbols to frames, frames to samples, a window at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from models.errors import EngineFailed
from models.piper.files import Description
from models.piper.graph import Parts
from models.piper.nodes import Part

Floats = NDArray[np.float32]
Feeds = dict[str, NDArray[Any]]

FIRST_WINDOW_S = 0.14
"""Seconds of audio that the vocoder makes first: half of what it computes for so few is context, thrown away."""
GROWTH, LONGEST = 3, 9
"""Each window is so many times as long as the one before, up to so many times the first."""
LONGEST_S = 300
"""More audio than a segment can mean; a model that wants to make more has gone wrong."""
DURATION_CHANNELS = 2
"""Of the noise that VITS's stochastic duration predictor starts from (Kim et al. 2021, 2.2.2)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One segment in the voice's terms."""

    symbols: Sequence[int]
    speaker: int
    rate: float
    seed: int


class Model:
    """Rows run one by one, each as long as it is: nothing is padded, so what a row sounds like depends on nothing else.

    On a CPU a batch would gain nothing (`python -m benchmarks.piper`). Safe to use from several threads at once.
    """

    def __init__(self, description: Description, parts: Parts, threads: int) -> None:
        self.description = description
        self._parts, self._reach = parts, parts.reach
        self._text, self._acoustic = session(parts.text, threads), session(parts.acoustic, threads)
        self._vocoder = session(parts.vocoder, threads) if parts.vocoder else None

    def speak(self, row: Row) -> Iterator[Floats]:
        """Samples, full scale being 1, a window at a time. Raises EngineFailed."""
        frames = self.frames(row)
        if self._reach is None:
            yield frames.reshape(-1)
            return
        first = max(round(FIRST_WINDOW_S * self.description.audio.sample_rate / self._reach.hop), 1)
        for start, end in windows(frames.shape[2], first):
            yield self.samples(frames, row.speaker, start, end)

    def frames(self, row: Row) -> Floats:
        """What the vocoder takes, [1, channels, frames]; where there is none, samples. Raises EngineFailed."""
        inference = self.description.inference
        feeds: Feeds = {
            "input": np.array([row.symbols]),
            "input_lengths": np.array([len(row.symbols)]),
            "sid": np.array([row.speaker]),
            # Noise and durations are scaled out here, so that the graph's own scales are always 1.
            "scales": np.ones(3, np.float32),
        }
        if noise := self._parts.text.noise:
            feeds[noise] = inference.noise_w * drawn(row.seed, 0, len(row.symbols), DURATION_CHANNELS)
        made = run(self._text, feeds)
        lasting = whole_frames(made[self._parts.durations] * inference.length_scale, row.rate)
        self._check_length(int(lasting.sum()))
        feeds |= made | {self._parts.whole_durations: lasting}
        if noise := self._parts.acoustic.noise:
            feeds[noise] = inference.noise_scale * drawn(row.seed, 1, int(lasting.sum()), self._parts.channels)
        (frames,) = run(self._acoustic, feeds).values()
        return frames

    def samples(self, frames: Floats, speaker: int, start: int, end: int) -> Floats:
        """Those of the frames from `start` to `end`, the same as if all were made at once. Raises EngineFailed."""
        assert self._vocoder is not None
        assert self._reach is not None
        first = max(start - self._reach.frames, 0)
        window = frames[:, :, first : end + self._reach.frames]
        (made,) = run(self._vocoder, {self._parts.frames: window, "sid": np.array([speaker])}).values()
        return made.reshape(-1)[(start - first) * self._reach.hop : (end - first) * self._reach.hop]

    def _check_length(self, frames: int) -> None:
        hop = self._reach.hop if self._reach else self.description.hop_length
        if frames * hop > LONGEST_S * self.description.audio.sample_rate:
            raise EngineFailed("piper", f"it would last more than {LONGEST_S} seconds.")


def whole_frames(durations: NDArray[np.floating[Any]], rate: float) -> Floats:
    """Whole frames that each symbol lasts, [1, 1, symbols]; at least one in all.

    At rate 1 each is rounded up, as every VITS does. At others the moments at which symbols end are moved and
    rounded: rounding each one up would add half a frame to every symbol, and at rate 4 most last less than one.
    """
    natural = np.ceil(durations)
    ends = np.rint(np.cumsum(natural, axis=2, dtype=np.float64) / rate)
    ends[..., -1] = np.maximum(ends[..., -1], 1)
    return np.diff(ends, axis=2, prepend=0).astype(np.float32)


def drawn(seed: int, stream: int, length: int, channels: int) -> Floats:
    """Standard normal noise, [1, channels, length]. Drawn moment by moment: a prefix is the same at any length."""
    numbers = np.random.default_rng([seed % 2**64, stream]).standard_normal((length, channels), np.float32)
    return np.ascontiguousarray(numbers.T)[np.newaxis]


def windows(frames: int, first: int) -> Iterator[tuple[int, int]]:
    """Start and end of each window: short ones at first, so that audio is soon there, and no short one at the end."""
    start, length = 0, first
    while start < frames:
        end = start + length if frames - start > 1.5 * length else frames
        yield start, end
        start, length = end, min(GROWTH * length, LONGEST * first)


def session(part: Part, threads: int) -> onnxruntime.InferenceSession:
    """The part, ready to run."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # A thread that spins while it waits takes the processor from the sessions of other rows.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(part.model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def run(session: onnxruntime.InferenceSession, feeds: Feeds) -> Feeds:
    """Outputs by name; it takes of `feeds` what it needs. Raises EngineFailed whatever onnxruntime raises."""
    wanted = {given.name for given in session.get_inputs()}
    names = [output.name for output in session.get_outputs()]
    try:
        made = session.run(names, {name: value for name, value in feeds.items() if name in wanted})
    except Exception as error:
        raise EngineFailed("piper", f"onnxruntime says: {error}") from error
    return dict(zip(names, made, strict=True))
