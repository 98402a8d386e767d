"""What the tests of the cache share."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from cache.redis_server import RedisServer


@pytest.fixture(scope="session")
def until() -> Callable[[Callable[[], Awaitable[bool]]], Awaitable[None]]:
    """Wait until something is so, by asking."""

    async def wait(is_so: Callable[[], Awaitable[bool]], timeout_s: float = 10) -> None:
        async with asyncio.timeout(timeout_s):
            while not await is_so():  # noqa: ASYNC110 - a server cannot set an event
                await asyncio.sleep(0.002)

    return wait


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server(redis, clock):
    """What a process would make of the server's address."""
    server = RedisServer(redis.url, clock=clock)
    yield server
    await server.close()
