"""`python -m benchmarks.replicas`: which of an engine's replicas gets a segment, and how long that takes to begin.

Segments of 1 to 20 s arrive at random at engines of tones with several slots each; what counts is how long they
wait for their first audio. All routers are given the same arrivals. The callers are replicas too, as Encoders are.
"""

import argparse
import asyncio
import logging
import os
import random
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.latency import summary
from deployments.environment import prepare_environment
from deployments.settings import Secrets
from deployments.undertaker import watch
from models.engine import Segment
from models.fake import CHARACTERS_PER_SECOND, FakeEngine
from models.voice import Voices

ROUTERS = {
    "power of two choices": "ray.serve._private.request_router:PowerOfTwoChoicesRequestRouter",
    "least audio": "benchmarks.least_audio:LeastAudio",
}
REPLICAS, SLOTS, SPEED = 3, 4, 20
SHORTEST_S, LONGEST_S = 1, 20
LOADS = (0.7, 0.9)
"""Shares of that which are asked for."""
SECONDS = 25
"""Of arrivals in a run."""
CAPACITY_HZ = REPLICAS * SLOTS * SPEED / ((SHORTEST_S + LONGEST_S) / 2)
"""Segments per second that they can just speak."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--callers", type=int, default=1)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as home:
        # This process calls handles from outside Serve, which takes a loop of the router's own.
        os.environ["RAY_SERVE_RUN_ROUTER_IN_SEPARATE_LOOP"] = "1"
        prepare_environment(Secrets(home=Path(home)))
        watch()
        compare(chosen.runs, chosen.callers)


def compare(runs: int, callers: int) -> None:
    # Imported late, because Ray reads its environment when it is imported.
    import ray  # noqa: PLC0415
    from ray import serve  # noqa: PLC0415

    from deployments.embedded import stop  # noqa: PLC0415

    logging.disable(logging.INFO)
    ray.init(
        "local", _node_ip_address="127.0.0.1", include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR
    )
    try:
        serve.start(proxy_location="Disabled")
        print(f"{callers} callers, {REPLICAS} replicas of {SLOTS} slots, ms to first audio")
        handles = {
            name: serve.run(graph(router, callers), name=name, route_prefix=None) for name, router in ROUTERS.items()
        }
        for share in LOADS:
            for run in range(runs):
                for name, handle in handles.items():
                    asked = [handle.ask.remote(share / callers, 100 * run + n) for n in range(callers)]
                    values = [value for each in asked for value in each.result()]
                    figures = "  ".join(f"{key} {value:6.0f}" for key, value in summary(values).items())
                    print(f"load {share}  run {run}  {name:24}{figures}", flush=True)
    finally:
        stop()


class Speaker:
    """One replica: says when the first audio is there, and ends when all of it is."""

    def __init__(self) -> None:
        self._engine = FakeEngine(speed=SPEED, slots=SLOTS)
        self._voice = Voices.built_in({"fake"})["fake"]

    async def speak(self, segment: Segment) -> AsyncGenerator[float, None]:
        first = True
        async with aclosing(self._engine.synthesize(segment, self._voice)) as chunks:
            async for chunk in chunks:
                if first:
                    yield chunk.duration_s
                first = False


class Caller:
    """Asks at random times, whatever became of what it asked before."""

    def __init__(self, speaker: Any) -> None:
        self._speak = speaker.options(method_name="speak", stream=True)

    async def ask(self, share: float, seed: int) -> list[float]:
        """Milliseconds to the first audio of each segment, at that share of what all replicas can speak."""
        chance = random.Random(seed)  # noqa: S311 - not for secrets
        end, asked = time.monotonic() + SECONDS, []
        while time.monotonic() < end:
            await asyncio.sleep(chance.expovariate(share * CAPACITY_HZ))
            length_s = chance.uniform(SHORTEST_S, LONGEST_S)
            segment = Segment(text="x" * round(length_s * CHARACTERS_PER_SECOND), language="en-us")
            asked.append(asyncio.create_task(self._first_audio_ms(segment)))
        return await asyncio.gather(*asked)

    async def _first_audio_ms(self, segment: Segment) -> float:
        begun, first_ms = time.perf_counter(), 0.0
        async for _ in self._speak.remote(segment):
            first_ms = first_ms or (time.perf_counter() - begun) * 1000
        return first_ms


def graph(router: str, callers: int) -> Any:
    from ray import serve  # noqa: PLC0415

    deploy = partial(serve.deployment, ray_actor_options={"num_cpus": 0})
    chosen = {"request_router_class": router}
    speaker = deploy(num_replicas=REPLICAS, max_ongoing_requests=1024, request_router_config=chosen)(Speaker)
    return deploy(num_replicas=callers, max_ongoing_requests=1)(Caller).bind(speaker.bind())


if __name__ == "__main__":
    main()
