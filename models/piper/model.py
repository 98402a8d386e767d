"""One loaded voice: symbols to frames, frames to samples, a window at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from models.durations import LONGEST_S, whole_frames
from models.errors import EngineFailed
from models.noise import drawn
from models.piper.alignment import SYMBOL_OF_FRAME, looked_up
from models.piper.attention import narrowed
from models.piper.blocked import fastest
from models.piper.description import Description
from models.piper.graph import Parts
from models.piper.memory import sentence
from models.piper.session import Feeds, options, run, session
from models.piper.windowed import Floats, Windowed
from models.windows import first_window, windows

DURATION_CHANNELS = 2
"""Of the noise that VITS's stochastic duration predictor starts from (Kim et al. 2021, 2.2.2)."""
HURRIED = 2
"""Windows for which no more is made ready than they need; then the rest is, all at once, for stretches cost context."""


@dataclass(frozen=True, slots=True)
class Row:
    """One segment in the voice's terms."""

    symbols: Sequence[int]
    speaker: int
    rate: float
    seed: int


class Window(NamedTuple):
    """A stretch of a row's sound."""

    samples: Floats
    """Full scale is 1."""
    last: bool
    """None follows."""


class Model:
    """Rows run one by one, each as long as it is: nothing is padded, so what a row sounds like depends on nothing else.

    On a CPU a batch would gain nothing (`python -m benchmarks.piper`). Safe to use from several threads at once.
    """

    def __init__(self, description: Description, parts: Parts, threads: int) -> None:
        # Not the parts themselves, which would keep every weight a second time.
        self.description = description
        self._text_noise, self._noise, self._channels = parts.text.noise, parts.flow.part.noise or "", parts.channels
        self._durations, self._whole_durations = parts.durations, parts.whole_durations
        self._text = session(narrowed(parts.text.model), options(threads))
        self._prior = session(looked_up(parts.prior.model, parts.whole_durations), options(threads))
        self.flow = Windowed(parts.flow, session(parts.flow.part.model, options(threads)))
        upsampler, self.vocoder = (
            Windowed(stage, fastest(stage, threads)) if stage else None for stage in (parts.upsampler, parts.vocoder)
        )
        self._per_frame = upsampler.hop if upsampler else 1
        """What the vocoder takes for one frame."""
        beyond = -(-self.vocoder.reach // self._per_frame) if self.vocoder else 0
        self._before = [(upsampler, beyond)] if upsampler else []
        """The vocoder's, in their order, and how many frames after its window those behind them look at."""
        self._before.insert(0, (self.flow, beyond + (upsampler.reach if upsampler else 0)))

    def speak(self, row: Row) -> Iterator[Window]:
        """At least one. Raises EngineFailed."""
        given, total = self.prior(row)
        if self.vocoder is None:
            yield Window(self.flow(given, 0, total).reshape(-1), last=True)
            return
        first = first_window(self.description.audio.sample_rate / (self._per_frame * self.vocoder.hop))
        for number, (start, end) in enumerate(windows(total, first)):
            given = self.grown(given, end if number < HURRIED else total, total)
            made = self.vocoder(given, start * self._per_frame, end * self._per_frame)
            yield Window(made.reshape(-1), last=end == total)

    def grown(self, given: Feeds, end: int, total: int) -> Feeds:
        """With what the vocoder takes for the frames up to `end`. Raises EngineFailed."""
        for stage, beyond in self._before:
            given = stage.grown(given, end + beyond, total)
        return given

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
        given |= run(self._text, given, sentence())
        lasting = whole_frames(given[self._durations].reshape(-1) * inference.length_scale, row.rate)
        total = int(lasting.sum())
        self._check_length(total)
        given[self._whole_durations] = lasting.astype(np.float32)[None, None]
        given[SYMBOL_OF_FRAME] = np.repeat(np.arange(len(lasting)), lasting)
        given |= run(self._prior, given)
        given[self._noise] = inference.noise_scale * drawn(row.seed, 1, total, self._channels)[None]
        return given, total

    def _check_length(self, frames: int) -> None:
        hop = self._per_frame * self.vocoder.hop if self.vocoder else self.description.hop_length
        if frames * hop > LONGEST_S * self.description.audio.sample_rate:
            raise EngineFailed("piper", f"it would last more than {LONGEST_S} seconds.")
