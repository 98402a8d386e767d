"""One server under the loads that are compared."""

import json
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import psutil

from benchmarks.load.outcome import Outcome
from benchmarks.load.plan import Plan
from benchmarks.load.quantiles import percentiles
from benchmarks.load.run import under_load
from benchmarks.load.workloads import prompts
from benchmarks.peers.peer import Running

LONG_CHARACTERS = 1000
WARM_UP_S = 3.0


class Load(NamedTuple):
    """What is asked for: sentences, or long texts, which take longer the more there are at once."""

    kind: str
    callers: int

    @property
    def name(self) -> str:
        return f"{self.kind}, {self.callers} at once"


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one load in one round."""

    audio_s_per_s: float
    """Of all that was asked for, until the last of it had come."""
    ttfa_p50_ms: float | None
    ttfa_p95_ms: float | None
    server_cpu_ms: float
    """Per second of audio."""
    client_cpu_ms: float
    failed: int


async def measured(driver: str, server: Running, load: Load, seconds: float, seed: int) -> Figures:
    """Texts are new in each round, so no cache knows them."""
    with tempfile.TemporaryDirectory() as folder:
        long = load.kind != "sentences"
        workload = long_texts(Path(folder, "long.jsonl"), seed) if long else "sentences"
        plan = Plan(
            driver=driver,
            target=server.url,
            workload=workload,
            duration_s=seconds / load.callers if long else seconds,
            seed=seed,
            concurrency=load.callers,
            voice=server.voice,
            timeout_s=300,
        )
        before_s = cpu_s(server.pid)
        recorded = await under_load(plan)
        used_s = cpu_s(server.pid) - before_s
    return figures(recorded.outcomes(), used_s, recorded.client["cpu_s"])


def figures(outcomes: Sequence[Outcome], server_cpu_s: float, client_cpu_s: float) -> Figures:
    good = [outcome for outcome in outcomes if not outcome.error]
    audio_s = sum(outcome.audio_s for outcome in good) or float("nan")
    ttfa = percentiles([outcome.ttfa_ms for outcome in good if outcome.ttfa_ms is not None])
    took_s = max(outcome.due_s + outcome.latency_ms / 1000 for outcome in outcomes)
    cpu_ms = (server_cpu_s / audio_s * 1000, client_cpu_s / audio_s * 1000)
    return Figures(audio_s / took_s, ttfa["p50"], ttfa["p95"], *cpu_ms, len(outcomes) - len(good))


async def warm(driver: str, server: Running) -> None:
    plan = Plan(driver=driver, target=server.url, workload="sentences", duration_s=WARM_UP_S, seed=0, concurrency=2)
    await under_load(Plan(**{**vars(plan), "voice": server.voice}))


def long_texts(path: Path, seed: int) -> str:
    """Of LONG_CHARACTERS or a sentence more, in a file."""
    sentences = prompts("sentences", random.Random(seed).getrandbits(32))  # noqa: S311 - no secret
    with path.open("w") as file:
        for _ in range(64):
            text = ""
            while len(text) < LONG_CHARACTERS:
                text += next(sentences).text + " "
            file.write(json.dumps({"input": text.rstrip()}) + "\n")
    return str(path)


def short_texts(path: Path, seed: int) -> Path:
    path.write_text("\n".join(prompt.text for prompt in islice(prompts("sentences", seed), 200)))
    return path


def cpu_s(pid: int) -> float:
    """Of a process and its children that live."""
    used = 0.0
    for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        used += times.user + times.system
    return used
