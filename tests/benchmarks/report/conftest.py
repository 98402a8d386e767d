"""What the tests of results share: runs as `load` writes them, made up."""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.load.outcome import Outcome
from benchmarks.load.plan import Plan
from benchmarks.load.quantiles import percentiles
from benchmarks.load.summary import summary
from benchmarks.report.page import page
from benchmarks.report.result import levels, read
from benchmarks.report.stored import Run

Told = dict[str, Any]


def outcomes(count: int, duration_s: float, ttfa_ms: float, seed: int, failed: int = 0) -> list[Outcome]:
    """Independent requests at even times, of some 2 s of audio; the last `failed` of them are refused."""
    rng = np.random.default_rng(seed)
    due_s = np.linspace(0.0, duration_s * 0.9, count)
    first_ms = ttfa_ms * rng.lognormal(0, 0.2, count)
    good = [
        Outcome(float(at), 0.1, 30, float(ms) + 100, None, float(ms), 2.0, 2.0)
        for at, ms in zip(due_s[: count - failed], first_ms, strict=False)
    ]
    return [*good, *(Outcome(float(at), 0.1, 30, 1.0, "status 429") for at in due_s[count - failed :])]


@pytest.fixture(scope="session")
def told() -> Callable[..., Told]:
    """What `load` writes of a run."""

    def make(
        count: int = 200, ttfa_ms: float = 100.0, seed: int = 1, failed: int = 0, requests=None, **arguments: Any
    ) -> Told:
        load = {} if {"rate", "concurrency"} & arguments.keys() else {"concurrency": 4}
        given = {"driver": "openai", "target": "http://there", "workload": "sentences", "duration_s": 10.0, "seed": 1}
        audio = {"model": "tts-1", "audio_format": "pcm", "pcm_rate": 24_000}
        plan = Plan(**{**given, **audio, **load, **arguments})
        found = outcomes(count, plan.duration_s, ttfa_ms, seed, failed) if requests is None else requests
        late = percentiles([0.1, 0.3])
        own = {"rate": 20.0, "failed": 0, "ttfa_ms": percentiles([1.0, 2.0])}
        client = {"cpu_s": 1.5, "stalls_ms": late, "collections": 0, "longest_collection_ms": 0.0}
        return {
            "format": 1,
            "kind": "run",
            "begun": "2026-11-27T10:00:00+00:00",
            "summary": summary(found, plan.duration_s),
            "client": {**client, "sent_late_ms": late, "null_server": own},
            "server": None,
            "arguments": {key: value for key, value in asdict(plan).items() if key != "api_key"},
            "versions": {"python": "3.11", "aiohttp": "3.12"},
            "machine": {"cores": 2, "cpu": "a processor", "memory_bytes": 2**33, "system": "Linux"},
            "requests": [asdict(outcome) for outcome in found],
            "command": "python -m benchmarks load --seed 1",
            "seed_given": False,
        }

    return make


@pytest.fixture(scope="session")
def run(told) -> Callable[..., Run]:
    """The same, read."""
    return lambda *given, **changes: Run.model_validate_json(json.dumps(told(*given, **changes)))


@pytest.fixture(scope="session")
def level(run):
    """One, of the runs of so many seeds."""
    return lambda *seeds, **changes: levels([run(seed=seed, **changes) for seed in seeds or (1,)])[0]


def write(folder: Path, name: str, *runs: Told) -> Path:
    """A file of that name; several runs are a sweep."""
    whole = runs[0] if len(runs) == 1 else {"format": 1, "kind": "sweep", "command": "again", "seed_given": False}
    path = folder / f"{name}.json"
    path.write_text(json.dumps(whole if len(runs) == 1 else {**whole, "runs": runs}))
    return path


@pytest.fixture
def written(tmp_path) -> Callable[..., Path]:
    return partial(write, tmp_path)


@pytest.fixture(scope="session")
def drawn(told, tmp_path_factory) -> str:
    """A page of a run, a sweep, and a run of which nothing succeeded."""
    folder = tmp_path_factory.mktemp("drawn")
    sweep = [told(concurrency=callers, seed=callers, failed=2) for callers in (1, 2, 4)]
    results = {"one": [told()], "many": sweep, "bad": [told(count=2, failed=2)]}
    return page([read(write(folder, name, *runs)) for name, runs in results.items()])
