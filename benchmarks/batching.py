"""`python -m benchmarks.batching`: our batcher against Ray's `@serve.batch`.

The model takes as long for any batch. Both run in a deployment of one replica and are called through its
handle, so that only the batching differs.
"""

import asyncio
import logging
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from deployments.environment import prepare_environment
from deployments.settings import Secrets
from deployments.undertaker import watch
from models.batcher import Batcher
from models.work import Work

REQUESTS = 40
SPACING_S = 0.025
EXECUTION_S = 0.2
MAX_ROWS = 8
WARM_UPS = 3


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        # This process calls handles from outside Serve, which takes a loop of the router's own.
        os.environ["RAY_SERVE_RUN_ROUTER_IN_SEPARATE_LOOP"] = "1"
        prepare_environment(Secrets(home=Path(home)))
        watch()
        compare()


def compare() -> None:
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
        print(f"{REQUESTS} requests at {SPACING_S * 1000:.0f} ms, {EXECUTION_S * 1000:.0f} ms a batch, max {MAX_ROWS}")
        print(f"{'':30}{'mean batch':>12}{'total s':>12}{'p50 ms':>12}{'alone ms':>12}")
        measure("ours", serve.deployment(max_ongoing_requests=2 * REQUESTS)(Ours).bind())
        for wait_s in (0.01, 0.05, 0.2):
            measure(f"@serve.batch, wait {wait_s} s", theirs(wait_s))
    finally:
        stop()


class Ours:
    """Each call returns how many rows ran in its batch."""

    def __init__(self) -> None:
        self._batcher = Batcher(execute, max_rows=MAX_ROWS, max_cost=MAX_ROWS)

    async def __call__(self) -> int:
        (rows,) = [rows async for rows in self._batcher.submit(None, size=1, lane="interactive", deadline=None)]
        return rows


def execute(rows: Sequence[Work[None, int]]) -> None:
    time.sleep(EXECUTION_S)
    for row in rows:
        row.emit(len(rows))


def theirs(wait_s: float) -> Any:
    """The same of `@serve.batch`."""
    from ray import serve  # noqa: PLC0415

    class Theirs:
        async def __call__(self) -> int:
            return await self.execute(None)

        @serve.batch(max_batch_size=MAX_ROWS, batch_wait_timeout_s=wait_s)
        async def execute(self, rows: list[None]) -> list[int]:
            await asyncio.sleep(EXECUTION_S)
            return [len(rows)] * len(rows)

    return serve.deployment(max_ongoing_requests=2 * REQUESTS)(Theirs).bind()


def measure(name: str, application: Any) -> None:
    """One line of the table; the last column is a request that meets an idle model."""
    from ray import serve  # noqa: PLC0415

    handle = serve.run(application, route_prefix=None)
    asyncio.run(load(handle, WARM_UPS))
    ((_, alone_s),) = asyncio.run(load(handle, 1))
    begun_s = time.perf_counter()
    batches, latencies_s = zip(*asyncio.run(load(handle, REQUESTS)), strict=True)
    total_s = time.perf_counter() - begun_s
    mean = REQUESTS / sum(1 / rows for rows in batches)
    p50_s = statistics.median(latencies_s)
    print(f"{name:30}{mean:12.2f}{total_s:12.2f}{p50_s * 1000:12.0f}{alone_s * 1000:12.0f}", flush=True)


async def load(handle: Any, requests: int) -> list[tuple[int, float]]:
    """Rows of its batch and latency, for each request."""

    async def ask(number: int) -> tuple[int, float]:
        await asyncio.sleep(number * SPACING_S)
        begun_s = time.perf_counter()
        return await handle.remote(), time.perf_counter() - begun_s

    return await asyncio.gather(*map(ask, range(requests)))


if __name__ == "__main__":
    main()
