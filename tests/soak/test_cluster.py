"""A head and two nodes under load while one of them or a Redis dies or is cut off, and during an upgrade.

Figures are printed; docs/operations.md has the last ones.
"""

import asyncio
import json
import os
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from benchmarks.cluster.callers import Call, Callers
from benchmarks.cluster.cluster import Cluster, until
from benchmarks.cluster.network import NoNetwork
from benchmarks.cluster.service import Service

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

CONFIG: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "cluster.yaml").read_text())
RUNS = int(os.environ.get("DECLAIM_SOAK_RUNS", "3"))
PER_SECOND, CALM_S, LOAD_S = 3, 6, 38
AWAY_S, CUT_S, UPGRADE_S, ITEMS = 10, 20, 400, 20
WAYS = ("north", "south", "east", "west")
TEXTS = [
    " ".join(f"The rain in the {way} is heavy, says line {m} of {n}." for m in range(2) for way in WAYS)
    if n % 3
    else f"The rain in the north is heavy, says number {n}."
    for n in range(120)
]


@pytest.fixture(scope="module")
def cluster(redis_installed, tmp_path_factory) -> Iterator[Cluster]:
    try:
        made = Cluster(tmp_path_factory.mktemp("cluster"))
    except NoNetwork as missing:
        pytest.skip(f"no cluster on this machine: {missing}")
    try:
        made.start().deploy(CONFIG)
        made.wait_until_ready()
        yield made
    finally:
        made.stop()


async def head_dies(cluster: Cluster, service: Service) -> None:
    cluster.head.kill()
    await asyncio.sleep(AWAY_S)
    cluster.head.start()


async def node_dies(cluster: Cluster, service: Service) -> None:
    service.faulty.add(cluster.endpoints()[1])
    cluster.workers[1].kill()
    await asyncio.sleep(AWAY_S)
    cluster.workers[1].start()


async def node_is_cut_off(cluster: Cluster, service: Service) -> None:
    service.faulty.add(cluster.endpoints()[1])
    cluster.network.cut(cluster.workers[1].name)
    await asyncio.sleep(CUT_S)
    cluster.network.heal(cluster.workers[1].name)


async def node_is_cut_off_with_its_kubelet(cluster: Cluster, service: Service) -> None:
    """Nobody outside probes it, so it stays in the Service all the time."""
    service.vouched_for.add(cluster.endpoints()[1])
    await node_is_cut_off(cluster, service)


async def redis_dies(cluster: Cluster, *names: str) -> None:
    for name in names:
        cluster.redis[name].stop()
    await asyncio.sleep(AWAY_S)
    for name in names:
        cluster.redis[name].start()


async def caches_die(cluster: Cluster, service: Service) -> None:
    await redis_dies(cluster, "cache", "queue")


async def memory_of_ray_dies(cluster: Cluster, service: Service) -> None:
    await redis_dies(cluster, "gcs")


@asynccontextmanager
async def looked_after(cluster: Cluster, service: Service) -> AsyncIterator[None]:
    """Kubernetes's part."""
    tasks = [asyncio.create_task(work) for work in (cluster.look_after(), service.probe())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


Fault = Callable[[Cluster, Service], Awaitable[None]]


@pytest.mark.parametrize(
    "fault", [node_is_cut_off, node_is_cut_off_with_its_kubelet, node_dies, caches_die, memory_of_ray_dies, head_dies]
)
async def test_nothing_that_was_accepted_is_lost(cluster, fault: Fault):
    service = Service(cluster.endpoints())
    callers = Callers(service, TEXTS, PER_SECOND)
    await callers.learn()
    async with looked_after(cluster, service):
        for _ in range(RUNS):
            await one_run(cluster, callers, fault)
    in_a_node = fault in (node_dies, node_is_cut_off, node_is_cut_off_with_its_kubelet)
    assert not [call for call in callers.all_calls if call.ends[-1] != "ok"]
    assert in_a_node or not [call for call in callers.all_calls if call.ends != ["ok"]]


async def one_run(cluster: Cluster, callers: Callers, fault: Fault) -> None:
    """Every text is new to the cluster."""
    cluster.redis["cache"].stop()
    cluster.redis["cache"].start()
    callers.begin_anew()
    batch = await submit(cluster)
    load = asyncio.create_task(callers.call(LOAD_S))
    await asyncio.sleep(CALM_S)
    at = time.monotonic()
    await fault(cluster, callers.service)
    await load
    whole_s = time.monotonic() + await asyncio.to_thread(cluster.wait_until_ready, 300) - at
    callers.service.faulty.clear()
    callers.service.vouched_for.clear()
    print(f"\n{fault.__name__}: {told(callers.calls, at)}; all replicas back after {whole_s:.0f} s")
    assert await counts(cluster, batch) == {"total": ITEMS, "completed": ITEMS, "failed": 0}


def told(calls: list[Call], at: float) -> str:
    """What the callers noticed."""
    ends = Counter("+".join(call.ends) for call in calls)
    disturbed = [call for call in calls if call.begun_s >= at and call.ends != ["ok"]]
    for call in disturbed:
        print(f"begun {call.begun_s - at:.1f} s after: {'+'.join(call.ends)}, {', '.join(call.nodes)}: {call.told}")
    late = [call.begun_s - at for call in disturbed]
    wait_s, silence_s = max(call.first_byte_s for call in calls), max(call.silence_s for call in calls)
    return (
        f"{len(calls)} calls, {dict(ends)}; new ones disturbed until {max(late, default=0):.1f} s after, "
        f"first byte after {wait_s:.1f} s at most, longest silence {silence_s:.1f} s, load {os.getloadavg()[0]:.0f}"
    )


async def submit(cluster: Cluster) -> str:
    """A batch; returns its id."""
    bodies = [{"input": f"{text} {time.time()}", "response_format": "wav"} for text in TEXTS[:ITEMS]]
    lines = [
        json.dumps({"custom_id": f"{n}", "method": "POST", "url": "/v1/audio/speech", "body": body})
        for n, body in enumerate(bodies)
    ]
    async with httpx.AsyncClient(base_url=cluster.endpoints()[0], timeout=30) as client:
        file = ("in.jsonl", "\n".join(lines).encode())
        uploaded = (await client.post("/v1/files", data={"purpose": "batch"}, files={"file": file})).json()
        asked = {"input_file_id": uploaded["id"], "endpoint": "/v1/audio/speech", "completion_window": "24h"}
        return (await client.post("/v1/batches", json=asked)).json()["id"]


async def counts(cluster: Cluster, batch: str) -> Mapping[str, int]:
    """Of its items, once it has ended."""
    async with httpx.AsyncClient(base_url=cluster.endpoints()[0], timeout=30) as client, asyncio.timeout(300):
        while True:
            told = (await client.get(f"/v1/batches/{batch}")).json()
            if told["status"] == "completed":
                return told["request_counts"]
            await asyncio.sleep(1)


async def test_an_upgrade_under_load_is_not_noticed(cluster):
    """Every replica is replaced, because `args` have changed."""
    service = Service(cluster.endpoints())
    callers = Callers(service, TEXTS, PER_SECOND)
    await callers.learn()
    async with looked_after(cluster, service):
        for run in range(RUNS):
            callers.begin_anew()
            load = asyncio.create_task(callers.call(UPGRADE_S))
            await asyncio.sleep(CALM_S)
            before, at = cluster.replicas(), time.monotonic()
            cluster.deploy(renewed(run))
            is_new = partial(is_renewed, cluster, before)
            took_s = await asyncio.to_thread(until, is_new, UPGRADE_S - 100, "old replicas are still there")
            await asyncio.sleep(CALM_S)
            callers.stop()
            await load
            print(f"\nupgrade: {took_s:.0f} s; {told(callers.calls, at)}")
    assert not [call for call in callers.all_calls if call.ends != ["ok"]]


def is_renewed(cluster: Cluster, before: set[str]) -> bool:
    return cluster.is_ready() and not before & cluster.replicas()


def renewed(run: int) -> Mapping[str, Any]:
    config = json.loads(json.dumps(CONFIG))
    config["applications"][0]["args"]["lexicon"] = {"xyzzy": {"say": f"plugh {run}"}}
    return config
