"""Door: an application that is to stop answers what it has begun, and lets nobody else in."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from starlette.types import ASGIApp, Receive, Scope, Send

from deployments.api.answering import answer
from deployments.api.errors import Stopping


class Door:
    """Knows the requests of this process that have not been answered to their end."""

    def __init__(self) -> None:
        self.closed = False
        self._inside = set[asyncio.Task[object] | None]()
        self._empty = asyncio.Event()
        self._empty.set()

    async def close(self, timeout_s: float) -> None:
        """Nobody comes in any more. Returns when all are answered, or cuts off who has not been by then."""
        self.closed = True
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._empty.wait()
        for task in self._inside:
            assert task is not None
            task.cancel()

    @contextmanager
    def pass_through(self) -> Iterator[None]:
        """For the task that answers a request."""
        task = asyncio.current_task()
        self._inside.add(task)
        self._empty.clear()
        try:
            yield
        finally:
            self._inside.discard(task)
            if not self._inside:
                self._empty.set()


class DoorMiddleware:
    """Pure ASGI, for servers that answer each request in a task of its own, as uvicorn does."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif self._door.closed:
            await answer(Stopping())(scope, receive, send)
        else:
            with self._door.pass_through():
                await self._app(scope, receive, send)
