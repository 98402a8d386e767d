"""Flights between processes: a lock in Redis for whoever makes it, news for those who wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from cache.redis_lock import RedisLock
from cache.redis_news import Inbox, News
from cache.redis_server import RedisServer
from cache.single_flight import LocalFlights

FIRST_LOOK_S, LOOK_GROWTH, LONGEST_LOOK_S = 0.05, 1.25, 0.5
"""How often who waits looks at the lock, in case the news did not come or the holder died."""


class RedisFlights:
    """Between all processes that share a server. Without the server everyone makes it: twice, never not at all.

    A lock is renewed while the work runs. A holder that dies costs those who wait at most `ttl_s`. Closes no server.
    """

    def __init__(self, server: RedisServer, *, ttl_s: float = 10.0) -> None:
        self._server = server
        self._ttl_s = ttl_s
        self._local = LocalFlights()
        self._news = News(server)
        self._releases: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def enter(self, key: str) -> AsyncIterator[bool]:
        """One per process talks to the server, for all who wait here."""
        async with AsyncExitStack() as stack:
            mine = await stack.enter_async_context(self._local.enter(key)) and await stack.enter_async_context(
                self._between_processes(key)
            )
            if not mine:
                await stack.aclose()  # wakes those who wait here at once
            yield mine

    async def close(self) -> None:
        await self._news.close()
        if self._releases:
            await asyncio.wait(self._releases)

    @asynccontextmanager
    async def _between_processes(self, key: str) -> AsyncIterator[bool]:
        lock = RedisLock(self._server, key, self._ttl_s)
        if not await self._take(lock):
            yield False
            return
        renewing, made = asyncio.create_task(lock.renew()), False
        try:
            yield True
            made = True
        finally:
            renewing.cancel()
            await self._release(lock, made=made)

    async def _take(self, lock: RedisLock) -> bool:
        """False: another has made it."""
        try:
            return await lock.take() or await self._wait(lock)
        except asyncio.CancelledError:
            # The server may have given us the lock, and we did not stay to hear it.
            await self._release(lock, made=False)
            raise

    async def _wait(self, lock: RedisLock) -> bool:
        pause_s = FIRST_LOOK_S
        with self._news.about(lock.key) as inbox:
            while True:
                if await heard(inbox, pause_s):
                    return False
                if await lock.take():
                    return True
                pause_s = min(pause_s * LOOK_GROWTH, LONGEST_LOOK_S)

    async def _release(self, lock: RedisLock, *, made: bool) -> None:
        """In a task of its own, so that whoever is cancelled twice still gives it back."""
        release = asyncio.create_task(lock.release(made=made))
        self._releases.add(release)
        release.add_done_callback(self._releases.discard)
        await asyncio.shield(release)


async def heard(inbox: Inbox, timeout_s: float) -> bool:
    """Whether it was made. False when nothing was heard in time, or that its maker gave up."""
    try:
        async with asyncio.timeout(timeout_s):
            return await inbox.get()
    except TimeoutError:
        return False
