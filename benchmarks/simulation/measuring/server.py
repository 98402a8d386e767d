"""A real server under load, with what each of its processes and the client used."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.load.drivers import DRIVERS
from benchmarks.load.drivers.choices import settled
from benchmarks.load.outcome import Outcome
from benchmarks.load.plan import Plan
from benchmarks.load.run import under_load
from benchmarks.serving import ROOT, Server, called

ENGINE = "Synthesizer-piper"


@dataclass(frozen=True, slots=True)
class Loaded:
    """One run."""

    outcomes: list[Outcome]
    cpu_s: float
    """Of all processes of the server, and of this one."""
    engine_cpu_s: float
    """Of that, what the engine's replica used."""
    others_cores: float
    """Used by whatever else ran on the machine meanwhile."""


@contextmanager
def served() -> Iterator[Server]:
    """The default configuration."""
    with tempfile.TemporaryDirectory() as home:
        server = Server(Path(home), ROOT / "serve_config.yaml").wait_until_ready()
        try:
            yield server
        finally:
            server.stop()


async def loaded(server: Server, workload: str, seconds: float, **load: float) -> Loaded:
    """`load` is `rate` or `concurrency`, and the `seed`."""
    plan = settled(Plan("openai", server.url, workload, seconds, **{"seed": 1, **load}), DRIVERS["openai"])  # type: ignore[arg-type]
    begun, ours_s, engine_s, all_s = time.monotonic(), cpu_s(server), engine_cpu_s(server), machine_s()
    recorded = await under_load(plan)
    engine_s, ours_s = engine_cpu_s(server) - engine_s, cpu_s(server) - ours_s
    all_s, took_s = machine_s() - all_s, time.monotonic() - begun
    return Loaded(recorded.outcomes(), ours_s, engine_s, max(0.0, all_s - ours_s) / took_s)


def cpu_s(server: Server) -> float:
    return sum(spent_s(process) for process in (*server.processes(), psutil.Process(os.getpid())))


def engine_cpu_s(server: Server) -> float:
    return sum(spent_s(process) for process in server.processes() if called(process) == ENGINE)


def machine_s() -> float:
    """CPU seconds that all cores have worked."""
    used = psutil.cpu_times()
    return float(used.user + used.system + used.nice)


def spent_s(process: psutil.Process) -> float:
    try:
        used = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(used.user + used.system)
