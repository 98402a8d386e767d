"""Who is sent where, with real servers that answer, hang and close."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import yaml
from aiohttp import web

from benchmarks.cluster import service
from benchmarks.cluster.service import FAILURES, PERIOD_S, SUCCESSES, TIMEOUT_S, Service
from benchmarks.serving import ROOT

PROBE = PERIOD_S, TIMEOUT_S, FAILURES, SUCCESSES
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture(autouse=True)
def hasty(monkeypatch):
    monkeypatch.setattr(service, "PERIOD_S", 0.05)
    monkeypatch.setattr(service, "TIMEOUT_S", 0.1)


async def well(_request: web.Request) -> web.Response:
    return web.Response()


async def unready(_request: web.Request) -> web.Response:
    return web.Response(status=503)


async def hanging(_request: web.Request) -> web.Response:
    await asyncio.sleep(0.5)
    return web.Response()


def test_the_probe_is_that_of_our_workers():
    service = yaml.safe_load((ROOT / "k8s/base/rayservice.yaml").read_text())
    (group,) = service["spec"]["rayClusterConfig"]["workerGroupSpecs"]
    probe = group["template"]["spec"]["containers"][0]["readinessProbe"]
    said = [probe[name] for name in ("periodSeconds", "timeoutSeconds", "failureThreshold", "successThreshold")]
    assert said == [*PROBE]


@asynccontextmanager
async def node(answer: Answer) -> AsyncIterator[str]:
    application = web.Application()
    application.router.add_get("/-/healthz", answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield site.name
    finally:
        await runner.cleanup()


@asynccontextmanager
async def probed(*nodes: str) -> AsyncIterator[Service]:
    made = Service(nodes)
    probing = asyncio.create_task(made.probe())
    try:
        yield made
    finally:
        probing.cancel()


async def until_only(sent: Service, expected: str) -> None:
    for _ in range(500):
        if {sent.pick() for _ in range(20)} == {expected}:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"others than {expected} get callers still")


@pytest.mark.parametrize("answer", [unready, hanging])
async def test_a_node_that_fails_its_probes_gets_no_callers_and_others_are_asked_at_their_pace(answer):
    asked = 0

    async def counting(_request: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        return web.Response()

    async with node(counting) as good, node(answer) as bad, probed(good, bad) as sent:
        assert {sent.pick() for _ in range(20)} == {good, bad}
        await until_only(sent, good)
        before = asked
        await asyncio.sleep(0.5)
        assert asked - before > 5  # one that waits for the other is asked three times


async def test_a_node_that_is_well_again_has_to_be_so_for_a_while():
    says = [503] * 3 + [200] * 4 + [503] + [200] * 100

    async def changing(_request: web.Request) -> web.Response:
        return web.Response(status=says.pop(0))

    async with node(well) as good, node(changing) as changed, probed(good, changed) as sent:
        await until_only(sent, good)
        while len(says) > 96:  # after four of five, and one that failed
            assert {sent.pick() for _ in range(20)} == {good}
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.5)
        assert {sent.pick() for _ in range(20)} == {good, changed}


async def test_where_none_is_ready_all_are_tried_and_who_failed_comes_last():
    async with node(unready) as one, node(unready) as other, probed(one, other) as sent:
        await asyncio.sleep(0.5)
        assert {sent.pick() for _ in range(20)} == {one, other}
        assert sent.pick(other_than=[one]) == other
        assert sent.pick(other_than=[one, other]) in {one, other}


async def test_a_node_that_is_vouched_for_stays():
    async with node(well) as good, node(unready) as bad, probed(good, bad) as sent:
        await until_only(sent, good)
        sent.vouched_for.add(bad)
        assert {sent.pick() for _ in range(20)} == {good, bad}
