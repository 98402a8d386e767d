"""SpeechResponse: a render's bytes on their way to one client."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from deployments.api.account import Account, CacheUse
from deployments.api.framing import Framing
from pipeline.frames import Started
from pipeline.joining import Listener
from pipeline.kept import Kept

log = logging.getLogger("ray.serve")

PIECE_BYTES = 64 * 1024
"""Sent at once of what is there already: what a slow reader has to take in the time allowed."""


class ReaderTooSlow(Exception):
    """The client took nothing for the time allowed. It is gone, so no status is ever sent."""


class SpeechResponse(Response):
    """Headers with the first bytes, then the body as it comes.

    What fails before the first byte is raised, and answered like any other error. What fails after
    it breaks the body off, behind an event that says why if the framing has one: there are clients that
    pass over an event they do not know, and none may take half for whole.
    """

    def __init__(
        self,
        listen: Callable[[], Listener],
        framing: Framing,
        notes: Mapping[str, str],
        slow_reader_timeout_s: float,
        account: Account,
    ) -> None:
        self._listen = listen
        self._account = account
        self._framing = framing
        self._notes = notes
        self._slow_reader_timeout_s = slow_reader_timeout_s
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Listen until the end or until the client goes, whichever is first."""
        with self._account:
            async with self._listen() as listener:
                await first_of(self._stream(listener, send), until_disconnect(receive))

    async def _stream(self, listener: Listener, send: Send) -> None:
        in_time = partial(send_in_time, send, timeout_s=self._slow_reader_timeout_s)
        data = await listener.read()
        cache: CacheUse = "joined" if listener.joined else "miss"
        told = headers(listener.started, cache, self._framing, self._notes)
        raw = [(name.encode(), value.encode()) for name, value in told.items()]
        await in_time({"type": "http.response.start", "status": 200, "headers": raw})
        try:
            while data:
                await in_time(body(self._framing.data(data)))
                self._account.first_audio(listener.started, cache)
                data = await listener.read()
        except ReaderTooSlow:
            raise
        except Exception as error:
            log.warning("speech broke off after its first byte: %s", error)
            await in_time(body(self._framing.error(error)))
            raise
        await in_time(body(self._framing.end(listener.finished), more=False))
        self._account.complete(listener.finished)


class KeptResponse(Response):
    """A response that was made before, with its length."""

    def __init__(
        self,
        kept: Kept,
        framing: Framing,
        notes: Mapping[str, str],
        slow_reader_timeout_s: float,
        account: Account,
    ) -> None:
        whole = framing.data(kept.body) + framing.end(kept.finished)
        super().__init__(whole, headers=headers(kept.started, "hit", framing, notes))
        self._kept, self._account = kept, account
        self._slow_reader_timeout_s = slow_reader_timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        with self._account:
            start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
            await send_in_time(send, start, self._slow_reader_timeout_s)
            for at in range(0, len(self.body), PIECE_BYTES):
                piece = bytes(self.body[at : at + PIECE_BYTES])
                more = at + PIECE_BYTES < len(self.body)
                await send_in_time(send, body(piece, more=more), self._slow_reader_timeout_s)
                self._account.first_audio(self._kept.started, "hit")
            self._account.complete(self._kept.finished)


def headers(started: Started, cache: CacheUse, framing: Framing, notes: Mapping[str, str]) -> dict[str, str]:
    return {
        "content-type": framing.content_type,
        "x-declaim-engine": started.engine,
        "x-declaim-cache": cache,
        **({"x-declaim-fallback": "true"} if started.fallback else {}),
        **notes,
    }


async def send_in_time(send: Send, message: dict[str, Any], timeout_s: float) -> None:
    """Raises ReaderTooSlow."""
    try:
        async with asyncio.timeout(timeout_s):
            await send(message)
    except TimeoutError:
        raise ReaderTooSlow from None


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
