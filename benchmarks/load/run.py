"""One run: the load, what was noticed of it, and what the harness itself had to do with that."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import aiohttp

from benchmarks.load import loops, machine
from benchmarks.load.drivers import DRIVERS
from benchmarks.load.outcome import Judge, Outcome
from benchmarks.load.plan import Plan
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
    begun = datetime.now(UTC).isoformat(timespec="seconds")
    async with watched(plan.server_pid) if plan.server_pid else nullcontext() as usage:
        recorded = await under_load(plan)
    rate = len(recorded.recordings) / plan.duration_s
    beside = {} if plan.driver == "null" else {"null_server": await overhead(plan, rate)}
    outcomes = recorded.outcomes()
    late_ms = percentiles([outcome.late_ms for outcome in outcomes])
    return {
        "format": FORMAT,
        "kind": "run",
        "begun": begun,
        "summary": summary(outcomes, plan.duration_s),
        "client": {**recorded.client, "sent_late_ms": late_ms, **beside},
        "server": usage.report() if usage else None,
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
    texts = prompts(plan.workload, plan.seed)
    raw = plan.audio_format == "pcm"
    async with session(plan) as asked, Stalls() as stalls:
        driver = DRIVERS[plan.driver](asked, plan.fields)
        recorder = Recorder(driver, timeout_s=plan.timeout_s, keeps=not raw)
        begun_s = time.monotonic()
        async with Progress(recorder, plan.duration_s):
            if plan.rate is not None:
                await loops.open_loop(recorder.call, texts, plan.rate, plan.duration_s, plan.seed)
            else:
                await loops.closed_loop(recorder.call, texts, plan.concurrency or 1, plan.duration_s)
    judge = Judge(begun_s, begun_s + plan.duration_s, plan.pcm_rate if raw else None)
    return Recorded(recorder.finished, judge, stalls.figures())


@asynccontextmanager
async def session(plan: Plan) -> AsyncIterator[aiohttp.ClientSession]:
    """Connections without a limit, to the server itself: its address may end in /v1, as clients of OpenAI have it."""
    headers = {"Authorization": f"Bearer {plan.api_key}"} if plan.api_key else None
    async with (
        nullcontext(plan.target) if plan.target else null_server() as target,
        aiohttp.ClientSession(
            f"{target.rstrip('/').removesuffix('/v1')}/",
            connector=aiohttp.TCPConnector(limit=0),
            headers=headers,
            timeout=aiohttp.ClientTimeout(total=None),  # the recorder's holds
        ) as opened,
    ):
        yield opened
