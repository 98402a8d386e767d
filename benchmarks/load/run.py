"""One run: the load, what was noticed of it, and what the harness itself had to do with that."""

import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.load import arrivals, loops, machine
from benchmarks.load.cost import cost
from benchmarks.load.drivers import DRIVERS
from benchmarks.load.drivers.choices import check_formats, settled
from benchmarks.load.drivers.driver import Driver
from benchmarks.load.outcome import Judge, Outcome
from benchmarks.load.plan import Plan
from benchmarks.load.prices import read
from benchmarks.load.processes import null_server, watched
from benchmarks.load.progress import Progress
from benchmarks.load.quantiles import percentiles
from benchmarks.load.recording import Recorder, Recording
from benchmarks.load.stalls import Stalls
from benchmarks.load.summary import Figures, summary
from benchmarks.load.workloads import prompts

LEAST_RATE = 20.0
"""Requests per second against the null server, at least: fewer would say little."""


FORMAT = 1
"""Of files; another one where a reader that knows this one would be wrong. What is merely new changes nothing."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One load, nothing of it decoded yet."""

    recordings: list[Recording]
    judge: Judge
    client: Figures

    def outcomes(self) -> list[Outcome]:
        """Decodes: some 10 ms for each different answer."""
        return [self.judge.outcome(recording) for recording in self.recordings]


async def report(plan: Plan) -> Figures:
    """All that is known of a run, as it is written to a file. Raises LoadError."""
    plan = settled(plan, DRIVERS[plan.driver])
    prices = read(Path(plan.prices)) if plan.prices else None
    begun = datetime.now(UTC).isoformat(timespec="seconds")
    async with watched(plan.server_pid) if plan.server_pid else nullcontext() as usage:
        recorded = await under_load(plan)
    rate = len(recorded.recordings) / plan.duration_s
    beside = {} if plan.driver == "null" else {"null_server": await overhead(plan, rate)}
    outcomes = recorded.outcomes()
    late_ms = percentiles([outcome.late_ms for outcome in outcomes])
    server = usage.report() if usage else None
    costs = {"cost": cost(prices, outcomes, plan.duration_s, server)} if prices else {}
    return {
        "format": FORMAT,
        "kind": "run",
        "begun": begun,
        "summary": summary(outcomes, plan.duration_s),
        "client": {**recorded.client, "sent_late_ms": late_ms, **beside},
        "server": server,
        **costs,
        "arguments": {key: value for key, value in asdict(plan).items() if key != "api_key"},
        "versions": machine.versions(),
        "machine": machine.machine(),
        "requests": [asdict(outcome) for outcome in outcomes],
    }


async def overhead(plan: Plan, rate: float) -> Figures:
    """Times against a null server under as many requests per second, right after the run."""
    nothing = plan.against_nothing(max(rate, LEAST_RATE))
    outcomes = (await under_load(nothing)).outcomes()
    ttfa_ms = [outcome.ttfa_ms for outcome in outcomes if outcome.ttfa_ms is not None]
    return {"rate": nothing.rate, "failed": len(outcomes) - len(ttfa_ms), "ttfa_ms": percentiles(ttfa_ms)}


async def under_load(plan: Plan) -> Recorded:
    """Raises LoadError."""
    way = DRIVERS[plan.driver]
    plan = settled(plan, way)
    check_formats(plan, way)
    raw = plan.audio_format == "pcm"
    load = prepared(plan)
    async with opened(plan) as driver, Stalls() as stalls:
        recorder = Recorder(driver, timeout_s=plan.timeout_s, keeps=not raw)
        begun_s = time.monotonic()
        async with Progress(recorder, plan.duration_s):
            await load(recorder.call)
    judge = Judge(begun_s, begun_s + plan.duration_s, plan.pcm_rate or way.pcm_rate, raw)
    return Recorded(recorder.finished, judge, stalls.figures())


def prepared(plan: Plan) -> Callable[[loops.Call], Coroutine[None, None, None]]:
    """The load, once something can be called; what takes time to read is read here, before anything is measured."""
    if plan.concurrency:
        texts, callers = prompts(plan.workload, plan.seed), plan.concurrency
        return lambda call: loops.closed_loop(call, texts, callers, plan.duration_s)
    due = arrivals.due(plan)
    return lambda call: loops.open_loop(call, due, plan.duration_s)


@asynccontextmanager
async def opened(plan: Plan) -> AsyncIterator[Driver]:
    """The driver, to the target or a null server of our own. Raises LoadError."""
    async with (
        nullcontext(plan.target) if plan.target else null_server() as target,
        DRIVERS[plan.driver].opened(replace(plan, target=target)) as driver,
    ):
        yield driver
