"""`python -m benchmarks.apart`: the installed server with Encoders apart and without, in turn, under the same loads.

Sentences that nobody asked for before, as pcm and mp3. The client runs on the same cores.
"""

import argparse
import asyncio
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import yaml

from benchmarks.load.outcome import Outcome
from benchmarks.load.plan import Plan
from benchmarks.load.quantiles import percentiles
from benchmarks.load.run import under_load
from benchmarks.serving import ROOT, Server

ENCODER = {
    "name": "Encoder",
    "max_ongoing_requests": 1024,
    "health_check_period_s": 1,
    "ray_actor_options": {"num_cpus": 0.2},
}
LOADS = [("pcm", 1), ("pcm", 8), ("pcm", 32), ("mp3", 8)]
"""Formats and callers."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--seconds", type=float, default=10, help="of each load")
    chosen = arguments.parse_args()
    found = defaultdict[tuple[bool, str, int], list[tuple[float, ...]]](list)
    for n in range(chosen.rounds):
        for apart in (True, False):
            with installed(apart) as server:
                for seed, (name, callers) in enumerate(LOADS, n * len(LOADS)):
                    plan = Plan("openai", server.url, "sentences", chosen.seconds, seed, concurrency=callers)
                    plan = replace(plan, audio_format=name)
                    found[apart, name, callers].append(figures(asyncio.run(under_load(plan)).outcomes()))
    for name, callers in LOADS:
        for apart in (True, False):
            speed, p50, p95 = (spread(column) for column in zip(*found[apart, name, callers], strict=True))
            where = f"{name}, {callers} callers, {'apart' if apart else 'within'}"
            print(f"{where:26} audio-s/s {speed}  TTFA p50 {p50}, p95 {p95} ms")


@contextmanager
def installed(apart: bool) -> Iterator[Server]:
    config = yaml.safe_load((ROOT / "serve_config.yaml").read_text())
    (application,) = config["applications"]
    application["args"]["encoder_apart"] = apart
    application["deployments"] += [ENCODER] * apart
    with tempfile.TemporaryDirectory() as home:
        path = Path(home, "config.yaml")
        path.write_text(yaml.safe_dump(config))
        server = Server(Path(home), path)
        try:
            server.wait_until_ready()
            asyncio.run(under_load(Plan("openai", server.url, "sentences", 3, 999, concurrency=2)))  # warm
            yield server
        finally:
            server.stop()


def figures(outcomes: list[Outcome]) -> tuple[float, ...]:
    """Audio seconds per second, and milliseconds to the first audio, p50 and p95. Raises ValueError for a failure."""
    if failed := [outcome.error for outcome in outcomes if outcome.error]:
        raise ValueError(f"{len(failed)} failed: {failed[0]}")
    took_s = max(outcome.due_s + outcome.latency_ms / 1000 for outcome in outcomes)
    ttfa = percentiles([outcome.ttfa_ms or 0.0 for outcome in outcomes])
    return sum(outcome.audio_s for outcome in outcomes) / took_s, ttfa["p50"] or 0.0, ttfa["p95"] or 0.0


def spread(values: tuple[float, ...]) -> str:
    return f"{statistics.median(values):5.1f} ({min(values):.1f}-{max(values):.1f})"


if __name__ == "__main__":
    main()
