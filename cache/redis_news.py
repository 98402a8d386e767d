"""News: what other processes tell of their flights, over one subscription for all who wait here."""

import asyncio
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from contextvars import Context

from redis.exceptions import RedisError, ResponseError

from cache.redis_lock import CHANNEL, MADE
from cache.redis_server import RETRY_S, RedisServer

Inbox = asyncio.Queue[bool]
"""Of one who waits: True for made, False for given up."""


class News:
    """Passes on what is heard. It may miss something at any time, so who waits also looks for themselves."""

    def __init__(self, server: RedisServer) -> None:
        self._server = server
        self._inboxes: dict[str, Inbox] = {}
        self._listening: asyncio.Task[None] | None = None

    @contextmanager
    def about(self, key: str) -> Iterator[Inbox]:
        """For one at a time and key."""
        # In a context of its own: it outlives the request that happened to be the first to wait.
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._listen(), context=Context())
        inbox = self._inboxes[key] = Inbox()
        try:
            yield inbox
        finally:
            del self._inboxes[key]

    async def close(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait([self._listening])

    async def _listen(self) -> None:
        while True:
            try:
                await self._subscribe()
            except ResponseError as error:
                self._server.refused("SUBSCRIBE", error)
            except RedisError:
                pass  # lost; who waits looks for themselves, and the commands tell the log
            await asyncio.sleep(RETRY_S)

    async def _subscribe(self) -> None:
        """Until the connection is lost."""
        async with aclosing(self._server.listen(CHANNEL)) as messages:
            async for news in messages:
                self._pass_on(news)

    def _pass_on(self, news: bytes) -> None:
        if (inbox := self._inboxes.get(news[1:].decode(errors="replace"))) is not None:
            inbox.put_nowait(news[:1] == MADE)
