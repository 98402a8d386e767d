"""What drivers share that speak HTTP: one session with connections that are used again, and bodies as they come."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import aiohttp

from benchmarks.load.drivers.driver import Arrival, Driver
from benchmarks.load.errors import StatusRefused
from benchmarks.load.plan import Plan

Opened = Callable[[Plan], AbstractAsyncContextManager[Driver]]


def over_http(make: Callable[[aiohttp.ClientSession, Plan], Driver]) -> Opened:
    """Of a driver that needs no more than a session to begin with."""

    @asynccontextmanager
    async def opened(plan: Plan) -> AsyncIterator[Driver]:
        async with session(plan) as asked:
            yield make(asked, plan)

    return opened


@asynccontextmanager
async def session(plan: Plan) -> AsyncIterator[aiohttp.ClientSession]:
    """Connections without a limit, to the server itself: its address may end in /v1, as clients of OpenAI have it."""
    headers = {"Authorization": f"Bearer {plan.api_key}"} if plan.api_key else None
    async with aiohttp.ClientSession(
        f"{(plan.target or '').rstrip('/').removesuffix('/v1')}/",
        connector=aiohttp.TCPConnector(limit=0),
        headers=headers,
        timeout=aiohttp.ClientTimeout(total=None),  # the recorder's holds
    ) as opened:
        yield opened


async def received(asking: AbstractAsyncContextManager[aiohttp.ClientResponse]) -> AsyncIterator[Arrival]:
    """The body as it comes. The time is taken before anything is done with it. Raises StatusRefused."""
    async with asking as response:
        if response.status != 200:
            raise StatusRefused(response.status)
        async for data in response.content.iter_any():
            yield Arrival(time.monotonic(), data)
