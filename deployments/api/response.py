"""SpeechResponse: a render's bytes on their way to one client."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from deployments.api.framing import Framing
from pipeline.joining import Listener

log = logging.getLogger("ray.serve")


class ReaderTooSlow(Exception):
    """The client took nothing for the time allowed. It is gone, so no status is ever sent."""


class SpeechResponse(Response):
    """Headers with the first bytes, then the body as it comes.

    What fails before the first byte is raised, and answered like any other error. What fails after
    it breaks the body off, behind an event that says why if the framing has one: there are clients that
    pass over an event they do not know, and none may take half for whole.
    """

    def __init__(
        self, listen: Callable[[], Listener], framing: Framing, notes: Mapping[str, str], slow_reader_timeout_s: float
    ) -> None:
        self._listen = listen
        self._framing = framing
        self._notes = notes
        self._slow_reader_timeout_s = slow_reader_timeout_s
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Listen until the end or until the client goes, whichever is first."""
        async with self._listen() as listener:
            await first_of(self._stream(listener, send), until_disconnect(receive))

    async def _stream(self, listener: Listener, send: Send) -> None:
        data = await listener.read()
        await self._send(send, {"type": "http.response.start", "status": 200, "headers": self._raw(listener)})
        try:
            while data:
                await self._send(send, body(self._framing.data(data)))
                data = await listener.read()
        except ReaderTooSlow:
            raise
        except Exception as error:
            log.warning("speech broke off after its first byte: %s", error)
            await self._send(send, body(self._framing.error(error)))
            raise
        await self._send(send, body(self._framing.end(listener.finished), more=False))

    async def _send(self, send: Send, message: dict[str, Any]) -> None:
        try:
            async with asyncio.timeout(self._slow_reader_timeout_s):
                await send(message)
        except TimeoutError:
            raise ReaderTooSlow from None

    def _raw(self, listener: Listener) -> list[tuple[bytes, bytes]]:
        started = listener.started
        headers = {
            "content-type": self._framing.content_type,
            "x-declaim-engine": started.engine,
            "x-declaim-cache": "joined" if listener.joined else "miss",
            **({"x-declaim-fallback": "true"} if started.fallback else {}),
            **self._notes,
        }
        return [(name.encode(), value.encode()) for name, value in headers.items()]


def body(data: bytes, *, more: bool = True) -> dict[str, Any]:
    return {"type": "http.response.body", "body": data, "more_body": more}


async def until_disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def first_of(*work: Coroutine[Any, Any, None]) -> None:
    """Run until the first one ends, and end the others; raise what that one raised."""
    tasks = [asyncio.create_task(each) for each in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
