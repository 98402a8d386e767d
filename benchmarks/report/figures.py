"""The figures of a run: what each is called, which way is better, and how sure it is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.random import Generator

from benchmarks.load.quantiles import SHARES
from benchmarks.report import resampling
from benchmarks.report.result import Level
from benchmarks.report.stored import Floats, Run

FEW = 5
"""So many requests are wanted above a percentile, as below it, before a difference of it is believed."""


@dataclass(frozen=True)
class Figure:
    title: str
    of: Callable[[Run], float | None]
    drawn: Callable[[Run, Generator], Floats] | None = None
    """What it might have been; None where requests cannot tell, as of a maximum."""
    less_is_better: bool = True
    is_share: bool = False
    """From 0 to 1: shown in percent, and compared by difference, because 0 is common."""
    wanted: int = 2 * FEW
    """Requests that have to have succeeded for a difference to be believed."""

    def shown(self, value: float | None) -> str:
        return f"{value:.1%}" if self.is_share and value is not None else shown(value)


@dataclass(frozen=True)
class Measured:
    """At one load: of a single run with its 95 % bootstrap interval, of repeats the median, lowest and highest."""

    value: float | None
    low: float | None = None
    high: float | None = None


def measured(level: Level, figure: Figure) -> Measured:
    values = [value for run in level.runs if (value := figure.of(run)) is not None]
    if not values:
        return Measured(None)
    if len(level.runs) > 1:
        return Measured(float(np.median(values)), min(values), max(values))
    if not figure.drawn:
        return Measured(values[0])
    return Measured(values[0], *interval(figure.drawn(level.runs[0], np.random.default_rng(0))))


def interval(drawn: Floats) -> tuple[float, float]:
    low, high = np.quantile(drawn, [0.025, 0.975]).tolist()
    return low, high


def shown(value: float | None) -> str:
    """Three digits that mean something."""
    if value is None:
        return "-"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def percentile(title: str, key: str, name: str) -> Figure:
    def drawn(run: Run, rng: Generator) -> Floats:
        return resampling.quantile(getattr(run.good, key), resampling.pieces_of(run), SHARES[name], rng)

    def of(run: Run) -> float | None:
        value: float | None = getattr(getattr(run.summary, key), name)
        return value

    rarer = 1 - max(SHARES.get(name, 0.5), 0.5)
    return Figure(f"{title} {name}, ms", of, drawn if name in SHARES else None, wanted=ceil(round(FEW / rarer, 6)))


def _percentiles(title: str, key: str) -> Iterator[Figure]:
    yield from (percentile(title, key, name) for name in (*SHARES, "max"))


def _rtf(run: Run, rng: Generator) -> Floats:
    heard = run.good.audio_s > 0
    rtf = run.good.latency_ms[heard] / 1000 / run.good.audio_s[heard]
    return resampling.quantile(rtf, resampling.pieces_of(run)[heard], 0.5, rng)


def _unbroken(run: Run, rng: Generator) -> Floats:
    count = len(run.good.due_s)
    return resampling.share(round((run.summary.never_starved or 0.0) * count), count, rng)


def failed_share(run: Run) -> float | None:
    return run.summary.failed / run.summary.requests if run.summary.requests else None


TTFA: Sequence[Figure] = [*_percentiles("TTFA", "ttfa_ms")]
LATENCY: Sequence[Figure] = [*_percentiles("latency", "latency_ms")]
AUDIO_PER_S = Figure(
    "audio-s/s",
    lambda run: run.summary.audio_s_per_s,
    lambda run, rng: resampling.per_second(resampling.audio_by_piece(run), run.arguments.duration_s, rng),
    less_is_better=False,
)
REQUESTS_PER_S = Figure(
    "requests/s",
    lambda run: run.summary.requests_per_s,
    lambda run, rng: resampling.per_second(resampling.requests_by_piece(run), run.arguments.duration_s, rng),
    less_is_better=False,
)
RTF = Figure("RTF p50", lambda run: run.summary.rtf_p50, _rtf)
UNBROKEN = Figure(
    "never starved", lambda run: run.summary.never_starved, _unbroken, less_is_better=False, is_share=True
)
FAILED = Figure(
    "failed",
    failed_share,
    lambda run, rng: resampling.share(run.summary.failed, run.summary.requests, rng),
    is_share=True,
)

TTFA_P50, TTFA_P95 = TTFA[0], TTFA[2]
LATENCY_P50, LATENCY_P95 = LATENCY[0], LATENCY[2]
