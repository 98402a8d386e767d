"""Under a real load Encoders and Ingresses become more, and fewer when it is over; no request notices either."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress

import psutil
import pytest
import yaml

from benchmarks.load.outcome import Outcome
from benchmarks.load.plan import Plan
from benchmarks.load.run import under_load
from benchmarks.serving import ROOT, Server, called

pytestmark = [pytest.mark.soak, pytest.mark.timeout(600)]

QUICK = {"look_back_period_s": 4, "metrics_interval_s": 1, "upscale_delay_s": 2, "downscale_delay_s": 10}
MOST = {"Encoder": 3, "Ingress": 2}
MANY, FEW = 24, 2
"""Callers."""


@pytest.fixture(scope="module")
def server(shared_redis, tmp_path_factory) -> Iterator[Server]:
    """What k8s/components/gpu says, in small."""
    config = yaml.safe_load((ROOT / "tests/deployments/config.yaml").read_text())
    (application,) = config["applications"]
    application["autoscaling_policy"] = {
        "policy_function": "deployments.autoscaling:AudioDemand",
        "policy_kwargs": {"deployments": {}},
    }
    for deployment in application["deployments"]:
        if most := MOST.get(deployment["name"]):
            scaling = {"min_replicas": 1, "max_replicas": most, "target_ongoing_requests": MANY / most, **QUICK}
            deployment |= {"autoscaling_config": scaling, "graceful_shutdown_timeout_s": 60}
    home = tmp_path_factory.mktemp("scaling")
    (home / "config.yaml").write_text(yaml.safe_dump(config))
    running = Server(home, home / "config.yaml", {"DECLAIM_REDIS_URL": shared_redis.url})
    try:
        yield running.wait_until_ready()
    finally:
        running.stop()


def replicas(server: Server) -> dict[str, int]:
    count = Counter[str]()
    for process in server.processes():
        with suppress(psutil.Error):  # it has just ended
            count[called(process)] += 1
    return {name: count[name] for name in MOST}


async def load(server: Server, callers: int, seconds: float) -> list[Outcome]:
    plan = Plan("openai", server.url, "sentences", seconds, seed=time.time_ns(), concurrency=callers)
    return (await under_load(plan)).outcomes()


async def until(holds: Callable[[], bool], timeout_s: float) -> float:
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < timeout_s
        await asyncio.sleep(0.5)
    return time.monotonic() - begun


async def test_what_carries_the_sound_away_comes_and_goes_with_who_listens(server):
    assert replicas(server) == {"Encoder": 1, "Ingress": 1}
    many = asyncio.create_task(load(server, MANY, 45))
    up_s = await until(lambda: replicas(server) == MOST, 40)
    outcomes = await many
    few = asyncio.create_task(load(server, FEW, 90))
    down_s = await until(lambda: replicas(server) == {"Encoder": 1, "Ingress": 1}, 85)
    outcomes += await few
    failed = Counter(outcome.error for outcome in outcomes if outcome.error)
    print(f"{len(outcomes)} requests, failed: {dict(failed)}; all there after {up_s:.0f} s, gone after {down_s:.0f} s")
    assert not failed
