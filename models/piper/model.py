"""One loaded voice: symbols to frames, frames to samples, a window at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from models.durations import LONGEST_S, whole_frames
from models.errors import EngineFailed
from models.noise import drawn
from models.piper.description import Description
from models.piper.graph import Parts, Stage
from models.piper.nodes import Part
from models.windows import GROWTH, first_window, windows

Floats = NDArray[np.float32]
Feeds = dict[str, NDArray[Any]]

DURATION_CHANNELS = 2
"""Of the noise that VITS's stochastic duration predictor starts from (Kim et al. 2021, 2.2.2)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One segment in the voice's terms."""

    symbols: Sequence[int]
    speaker: int
    rate: float
    seed: int


class Windowed:
    """A stage that runs on stretches of time, as if it ran on all of it."""

    def __init__(self, stage: Stage, threads: int) -> None:
        self.reach, self.output = stage.reach, stage.output
        self._timed, self._session = stage.timed, session(stage.part, threads)

    def __call__(self, given: Feeds, start: int, end: int) -> Floats:
        """What it makes of the frames from `start` to `end`, [1, channels, time]; without reach, of all frames.

        Raises EngineFailed.
        """
        if self.reach is None:
            return run(self._session, given)[self.output]
        hop, first = self.reach.hop, max(start - self.reach.frames, 0)
        timed = {name: given[name][..., first : end + self.reach.frames] for name in self._timed}
        return run(self._session, given | timed)[self.output][..., (start - first) * hop : (end - first) * hop]


class Model:
    """Rows run one by one, each as long as it is: nothing is padded, so what a row sounds like depends on nothing else.

    On a CPU a batch would gain nothing (`python -m benchmarks.piper`). Safe to use from several threads at once.
    """

    def __init__(self, description: Description, parts: Parts, threads: int) -> None:
        # Not the parts themselves, which would keep every weight a second time.
        self.description = description
        self._text_noise, self._noise, self._channels = parts.text.noise, parts.flow.part.noise or "", parts.channels
        self._durations, self._whole_durations = parts.durations, parts.whole_durations
        self._text, self._prior = session(parts.text, threads), session(parts.prior, threads)
        self.flow = Windowed(parts.flow, threads)
        self.vocoder = Windowed(parts.vocoder, threads) if parts.vocoder else None

    def speak(self, row: Row) -> Iterator[Floats]:
        """Samples, full scale being 1, a window at a time. Raises EngineFailed."""
        given, total = self.prior(row)
        if self.vocoder is None or self.vocoder.reach is None:
            yield self.flow(given, 0, total).reshape(-1)
            return
        first = first_window(self.description.audio.sample_rate / self.vocoder.reach.hop)
        beginning = (1 + GROWTH) * first + self.vocoder.reach.frames
        frames = self.flow(given, 0, min(beginning, total) if self.flow.reach else total)
        for start, end in windows(total, first):
            if frames.shape[2] < min(end + self.vocoder.reach.frames, total):
                frames = np.concatenate([frames, self.flow(given, frames.shape[2], total)], axis=2)
            yield self.vocoder(given | {self.flow.output: frames}, start, end).reshape(-1)

    def prior(self, row: Row) -> tuple[Feeds, int]:
        """What `flow` and `vocoder` take of a row, and its frames. Raises EngineFailed."""
        inference = self.description.inference
        given: Feeds = {
            "input": np.array([row.symbols]),
            "input_lengths": np.array([len(row.symbols)]),
            "sid": np.array([row.speaker]),
            # Noise and durations are scaled out here, so that the graph's own scales are always 1.
            "scales": np.ones(3, np.float32),
        }
        if self._text_noise:
            given[self._text_noise] = inference.noise_w * drawn(row.seed, 0, len(row.symbols), DURATION_CHANNELS)[None]
        given |= run(self._text, given)
        lasting = whole_frames(given[self._durations].reshape(-1) * inference.length_scale, row.rate)
        total = int(lasting.sum())
        self._check_length(total)
        given |= run(self._prior, given | {self._whole_durations: lasting.astype(np.float32)[None, None]})
        given[self._noise] = inference.noise_scale * drawn(row.seed, 1, total, self._channels)[None]
        return given, total

    def _check_length(self, frames: int) -> None:
        hop = self.vocoder.reach.hop if self.vocoder and self.vocoder.reach else self.description.hop_length
        if frames * hop > LONGEST_S * self.description.audio.sample_rate:
            raise EngineFailed("piper", f"it would last more than {LONGEST_S} seconds.")


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
