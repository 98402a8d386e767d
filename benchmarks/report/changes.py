"""What is different between two results at one load, and whether that is more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from benchmarks.report import figures
from benchmarks.report.figures import Figure, interval, measured
from benchmarks.report.resampling import RESAMPLES
from benchmarks.report.result import Level
from benchmarks.report.stored import Floats, Run

COMPARED = [
    *figures.TTFA,
    *figures.LATENCY,
    figures.RTF,
    figures.AUDIO_PER_S,
    figures.REQUESTS_PER_S,
    figures.UNBROKEN,
    figures.FAILED,
]

JUDGED = [figures.TTFA_P95, figures.LATENCY_P95, figures.AUDIO_PER_S, figures.FAILED]
"""What a server is slower by; one that only refuses more is not faster."""


@dataclass(frozen=True)
class Change:
    """From `a` to `b`: their ratio b / a, or of shares their difference b - a, with its 95 % interval."""

    figure: Figure
    a: float | None
    b: float | None
    by: float | None = None
    low: float | None = None
    high: float | None = None
    enough: bool = True
    """Whether there were enough requests for the interval to be believed."""

    @property
    def none(self) -> float:
        return 0.0 if self.figure.is_share else 1.0

    @property
    def excludes_none(self) -> bool:
        return self.enough and self.low is not None and self.high is not None and not self.low <= self.none <= self.high

    @property
    def worse(self) -> bool:
        return self.by is not None and self.by != self.none and (self.by > self.none) == self.figure.less_is_better

    def slower_by(self, share: float) -> bool:
        """Worse by more than that, and more than chance; everything is worse than no success at all."""
        if self.a is not None and self.b is None:
            return True
        return self.excludes_none and self.worse and abs((self.by or 0.0) - self.none) > share


def changes(a: Level, b: Level, compared: Sequence[Figure] = COMPARED) -> list[Change]:
    return [change(a, b, figure) for figure in compared]


def change(a: Level, b: Level, figure: Figure) -> Change:
    before, after = measured(a, figure).value, measured(b, figure).value
    if before is None or after is None or (before == 0 and not figure.is_share):
        return Change(figure, before, after)
    by = after - before if figure.is_share else after / before
    low, high = between(a, b, figure)
    enough = min(_succeeded(a, figure), _succeeded(b, figure)) >= figure.wanted
    return Change(figure, before, after, by, low, high, enough)


def between(a: Level, b: Level, figure: Figure) -> tuple[float, float] | tuple[None, None]:
    """The 95 % interval of the ratio or difference; None where there is nothing to draw from."""
    if not figure.drawn and min(len(a.runs), len(b.runs)) == 1:
        return None, None
    rng = np.random.default_rng(0)
    before, after = (median(level, figure, rng) for level in (a, b))
    with np.errstate(divide="ignore", invalid="ignore"):
        found = after - before if figure.is_share else after / before
    found = found[np.isfinite(found)]
    return interval(found) if found.size else (None, None)


def median(level: Level, figure: Figure, rng: Generator) -> Floats:
    """Of resampled repeats, each of them resampled itself: what differs between runs is wider than what does within."""
    count = len(level.runs)
    chosen = rng.integers(count, size=(count, RESAMPLES))
    drawn = [
        np.select([place == number for number in range(count)], [_drawn(run, figure, rng) for run in level.runs])
        for place in chosen
    ]
    return np.asarray(np.median(drawn, axis=0))


def _drawn(run: Run, figure: Figure, rng: Generator) -> Floats:
    value = figure.of(run)
    return figure.drawn(run, rng) if figure.drawn else np.full(RESAMPLES, np.nan if value is None else value)


def _succeeded(level: Level, figure: Figure) -> int:
    """Requests that the figure is made of."""
    counted = [run.summary.requests if figure is figures.FAILED else len(run.good.due_s) for run in level.runs]
    return sum(counted)
