"""Where a server is saturated, of a sweep.

Closed loop: the lowest concurrency at which the throughput (audio seconds per second) is 90 % of the sweep's highest.
More callers then only wait. This is the knee of R. Jain, The Art of Computer Systems Performance Analysis (1991), 3.3,
behind which throughput gains little and response time rises, with a number put to "little".

Open loop: the highest rate up to which, at that rate and all below, at least 95 % of the requests succeed and the p95
of TTFA is at most five times that of the sweep's lowest rate. This is Jain's usable capacity, the throughput that can
be had within a limit of response time. In an M/M/1 queue every percentile of the response time is 1 / (1 - utilisation)
times that of an idle server, so that five times is met at a utilisation of 80 %.

Figures of repeats are medians.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from benchmarks.report.figures import AUDIO_PER_S, FAILED, TTFA_P95, measured
from benchmarks.report.result import Level
from benchmarks.report.stored import Load

REACHED = 0.9
SUCCEEDED = 0.95
TIMES_IDLE = 5.0


@dataclass(frozen=True)
class Knee:
    load: Load
    passed: bool
    """Whether the sweep went beyond; if not, the server may carry more."""


def knee(levels: Sequence[Level]) -> Knee | None:
    """None of a single level, and where the lowest is too much."""
    kinds = {level.load.kind for level in levels}
    if len(levels) < 2 or kinds not in ({"concurrency"}, {"rate"}):
        return None
    found = _enough_callers(levels) if kinds == {"concurrency"} else _usable(levels)
    return Knee(found.load, passed=found is not levels[-1]) if found else None


def saturated(levels: Sequence[Level]) -> str:
    """The same in words."""
    if len(levels) < 2:
        return "not told by a single load"
    if not (found := knee(levels)):
        return "the lowest load was too much already"
    return f"{found.load}" if found.passed else f"{found.load} or more, no higher load was tried"


def _enough_callers(levels: Sequence[Level]) -> Level | None:
    reached = [measured(level, AUDIO_PER_S).value or 0.0 for level in levels]
    wanted = REACHED * max(reached)
    return next((level for level, value in zip(levels, reached, strict=True) if value >= wanted > 0), None)


def _usable(levels: Sequence[Level]) -> Level | None:
    idle_ms = measured(levels[0], TTFA_P95).value or 0.0

    def carried(level: Level) -> bool:
        failed, ttfa_ms = measured(level, FAILED).value, measured(level, TTFA_P95).value
        return (
            failed is not None and ttfa_ms is not None and failed <= 1 - SUCCEEDED and ttfa_ms <= TIMES_IDLE * idle_ms
        )

    return next(reversed([*takewhile(carried, levels)]), None)
