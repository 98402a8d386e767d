"""What the tests of drivers share: a driver of a plan, and servers that speak one protocol over a socket."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from benchmarks.load.drivers import DRIVERS
from benchmarks.load.drivers.choices import settled
from benchmarks.load.drivers.driver import Driver
from benchmarks.load.outcome import Judge, Outcome
from benchmarks.load.recording import Recorder
from benchmarks.load.workloads.prompt import Prompt

HELLO = Prompt("Hello there.")


@pytest.fixture
async def opened(plan) -> AsyncIterator[Callable[..., Awaitable[Driver]]]:
    """The driver of that name, to a target; until the test is over."""
    async with AsyncExitStack() as stack:

        async def open_driver(name: str, target: str, **changes: object) -> Driver:
            chosen = settled(plan(driver=name, target=target, rate=1.0, **{"timeout_s": 10, **changes}), DRIVERS[name])
            return await stack.enter_async_context(DRIVERS[name].opened(chosen))

        yield open_driver


@pytest.fixture
async def asking(opened) -> AsyncIterator[Callable[..., Awaitable[Driver]]]:
    """The same, to an HTTP server of one handler for all that is asked."""
    async with AsyncExitStack() as stack:

        async def open_driver(name: str, handler: Callable, **changes: object) -> Driver:
            app = web.Application()
            app.router.add_route("*", "/{path:.*}", handler)
            server = await stack.enter_async_context(TestServer(app))
            return await opened(name, str(server.make_url("/")), **changes)

        yield open_driver


@pytest.fixture
def judged() -> Callable[..., Awaitable[Outcome]]:
    """What a listener notices of one prompt."""

    async def judge(
        driver: Driver, prompt: Prompt = HELLO, *, pcm_rate: int | None = None, timeout_s: float = 10
    ) -> Outcome:
        recorder, begun_s = Recorder(driver, timeout_s=timeout_s, keeps=pcm_rate is None), time.monotonic()
        await recorder.call(prompt, begun_s)
        return Judge(begun_s, begun_s + 1, pcm_rate).outcome(recorder.finished[0])

    return judge


async def refused(_: web.Request) -> web.Response:
    return web.Response(status=503)


async def hung(_: web.Request) -> web.Response:
    await asyncio.sleep(2)
    return web.Response()


async def closed(request: web.Request) -> web.StreamResponse:
    """After some of what was promised."""
    response = web.StreamResponse()
    await response.prepare(request)
    await response.write(bytes(500))
    await asyncio.sleep(0.01)
    request.transport.abort()
    return response


@pytest.fixture(params=[(refused, "status 503"), (hung, "timed out"), (closed, "broken off")], ids=lambda it: it[1])
def fault(request) -> tuple[Callable, str, float]:
    """Of any server that speaks HTTP, what it is called, and how many seconds to wait for it."""
    return (*request.param, 0.2 if request.param[0] is hung else 10)
