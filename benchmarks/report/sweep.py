"""The same load at rising levels, again and again: which runs that is, and what is written down of them."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal

from benchmarks.load.plan import Plan
from benchmarks.load.run import FORMAT, report, under_load
from benchmarks.load.summary import Figures
from benchmarks.report.knee import Knee

WARM_UP_S = 2.0


def plans(plan: Plan, kind: Literal["concurrency", "rate"], amounts: Sequence[Any], repeats: int) -> list[Plan]:
    """All levels once, then all of them again, so that a machine that changes meanwhile changes all of them.

    Every run has a seed of its own: the texts of one would be known from the one before.
    """
    loads = [amount for _ in range(repeats) for amount in sorted(amounts)]
    return [replace(plan, **{kind: amount}, seed=plan.seed + number) for number, amount in enumerate(loads, 1)]


def runs(planned: Sequence[Plan], pause_s: float) -> Iterator[Figures]:
    """Their reports, after a warm-up at the lowest level that is in none of them. Raises LoadError."""
    first = planned[0]
    asyncio.run(under_load(replace(first, seed=first.seed - 1, duration_s=min(WARM_UP_S, first.duration_s))))
    for plan in planned:
        time.sleep(pause_s)
        yield asyncio.run(report(plan))


def written(called: Figures, done: Sequence[Figures], found: Knee | None) -> Figures:
    """What goes into a file; `called` says how to do it again."""
    told = {**found.load._asdict(), "passed": found.passed} if found else None
    return {"format": FORMAT, "kind": "sweep", **called, "knee": told, "runs": done}
