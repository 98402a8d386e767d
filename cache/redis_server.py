"""One Redis server as this process sees it: short timeouts, and no queue in front of one that is down."""

import asyncio
import logging
import re
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeVar
from urllib.parse import urlsplit

from redis.asyncio import ConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as LostConnection
from redis.exceptions import RedisError, ResponseError
from redis.exceptions import TimeoutError as TookTooLong

from cache.errors import InvalidRedisUrl

PREFIX = "declaim:"
"""In front of every key and channel of ours."""

TIMEOUT_S = 1.0
"""What one command may take, connecting included. A healthy server needs less than a hundredth of it."""

RETRY_S = 1.0
"""A server that is down is tried once in this time, by whoever comes first; the others know the answer."""

CONNECTIONS = 32
"""Commands that are under way at once; the others wait here, which says nothing of the server."""

SUBSCRIPTIONS = 8
"""Connections that may be held for longer than a command."""

Reply = TypeVar("Reply")

log = logging.getLogger(__name__)


class RedisServer:
    """Commands to the server at `url`. For one event loop. Raises InvalidRedisUrl."""

    def __init__(
        self,
        url: str,
        *,
        variable: str = "DECLAIM_REDIS_URL",
        timeout_s: float = TIMEOUT_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`variable`: where the address is from, for those who read of it."""
        self.variable = variable
        self._redis = Redis.from_pool(pool(url, timeout_s, variable))
        self._timeout_s = timeout_s
        self._clock = clock
        self._free = asyncio.Semaphore(CONNECTIONS)
        self._down = False
        self._try_at = 0.0
        self._refused: set[str] = set()

    async def call(self, command: str, *arguments: bytes | str | int) -> Any:
        """The reply to one command, strings as bytes.

        Raises redis.RedisError, and at once when the server is known to be down.
        """
        async with self._free:
            if self._down:
                await self._try_again()
            return await self._call(command, *arguments)

    async def listen(self, channel: str) -> AsyncGenerator[bytes, None]:
        """What is published, until the connection is lost. Raises redis.RedisError."""
        async with self._redis.pubsub(ignore_subscribe_messages=True) as subscription:
            await heeding_cancellation(subscription.subscribe(channel))
            async for message in subscription.listen():
                yield message["data"]

    def refused(self, command: str, error: RedisError) -> None:
        """Say that the server is there but does not do this; once, until it does it again."""
        if command not in self._refused:
            self._refused.add(command)
            log.warning("Redis refuses %s (%s); going on without it.", command, error)

    async def close(self) -> None:
        await self._redis.aclose(close_connection_pool=True)

    async def _call(self, command: str, *arguments: bytes | str | int) -> Any:
        try:
            async with asyncio.timeout(self._timeout_s):
                reply = await heeding_cancellation(self._redis.execute_command(command, *arguments))  # type: ignore[no-untyped-call]
        except (LostConnection, TookTooLong, TimeoutError, OSError) as error:
            await self._lost(error)
            raise LostConnection(f"Redis: {error}") from error
        except RedisError as error:
            self.refused(command, error)
            raise
        self._answered(command)
        return reply

    async def _try_again(self) -> None:
        """With something small: what is sent to a server that hangs stays in memory until the system gives it up."""
        now = self._clock()
        if now < self._try_at:
            raise LostConnection("Redis is down.")
        self._try_at = now + RETRY_S
        with suppress(ResponseError):
            await self._call("PING")

    async def _lost(self, error: Exception) -> None:
        first, self._down, self._try_at = not self._down, True, self._clock() + RETRY_S
        if first:
            log.warning("Redis is down (%s); going on without it.", str(error) or type(error).__name__)
            # The idle ones may be as dead, and each would cost an attempt.
            with suppress(RedisError, OSError):
                await self._redis.connection_pool.disconnect(inuse_connections=False)

    def _answered(self, command: str) -> None:
        if self._down:
            log.warning("Redis is back.")
        self._down = False
        self._refused.discard(command)


async def heeding_cancellation(operation: Awaitable[Reply]) -> Reply:
    """What redis-py alone does not: it sends through asyncio.wait_for, which in Python 3.11 may lose a cancellation.

    https://github.com/python/cpython/issues/86296
    """
    task = asyncio.current_task()
    assert task is not None
    asked = task.cancelling()
    try:
        return await operation
    finally:
        if task.cancelling() > asked:
            raise asyncio.CancelledError


def pool(url: str, timeout_s: float, variable: str) -> ConnectionPool:
    """Raises InvalidRedisUrl, without repeating the URL: there may be a password in it."""
    check_path(url, variable)
    try:
        found = ConnectionPool.from_url(
            url,
            max_connections=CONNECTIONS + SUBSCRIPTIONS,
            socket_timeout=timeout_s,
            socket_connect_timeout=timeout_s,
            retry=Retry(NoBackoff(), 0),
            protocol=2,  # the one that every server and proxy speaks
            driver_info=None,  # spares two round trips per connection
        )
        found.make_connection()  # type: ignore[no-untyped-call]  # options are only looked at here
    except (ValueError, TypeError):
        raise InvalidRedisUrl("it is no such address, or has options that are unknown", variable) from None
    return found


def check_path(url: str, variable: str) -> None:
    """What redis-py passes over in silence. Raises InvalidRedisUrl."""
    parts = urlsplit(url)
    if parts.scheme == "unix" and not parts.path:
        raise InvalidRedisUrl("it names no socket", variable)
    if parts.scheme != "unix" and not re.fullmatch(r"/?\d*", parts.path):
        raise InvalidRedisUrl("its database is not a number", variable)
