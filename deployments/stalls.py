"""Stalls: how long an event loop is held by one thing at a time, while everyone else waits."""

import asyncio
import time
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

LOOK_S = 0.01
"""Between two looks while a request is open."""
REST_S = 0.1
"""Between two looks while none is, because a look wakes a loop that has nothing else to do."""
TOLD_S = 0.015
"""What is worth telling."""


class StallsMiddleware:
    """Tells of CPU seconds that the loop's thread used between two looks, where they were many.

    CPU time and not the clock's, for a loop that waits for a processor is not held by what it does. Shorter stalls than
    TOLD_S are not seen, and no longer one is missed. But what was done between two looks, one thing after another,
    looks like one: up to LOOK_S of it while a request is open, up to REST_S while none is, when there is little to do.
    The first request ends such a rest with a look, so that what was before it is not counted with it.
    """

    def __init__(self, app: ASGIApp, observe: Callable[[float], None]) -> None:
        """Within the loop, as Starlette builds it."""
        self._app, self._observe, self._open = app, observe, 0
        self._loop = asyncio.get_running_loop()
        self._used_s = time.thread_time()
        self._next = self._loop.call_later(REST_S, self._look)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":  # open for good
            await self._app(scope, receive, send)
            return
        self._open += 1
        if self._open == 1:
            self._look()
        try:
            await self._app(scope, receive, send)
        finally:
            self._open -= 1

    def _look(self) -> None:
        self._next.cancel()
        before_s, self._used_s = self._used_s, time.thread_time()
        if (held_s := self._used_s - before_s) > TOLD_S:
            self._observe(held_s)
        self._next = self._loop.call_later(LOOK_S if self._open else REST_S, self._look)
