"""Audio while it is received: what the headers say of it, and its bytes, whole or with an error."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Self

import httpx

from declaim.errors import SpeechInterrupted
from declaim.retries import reason


class Received:
    """What is known of a speech from its first byte on; None where the server did not say."""

    def __init__(self, response: httpx.Response) -> None:
        headers = response.headers
        self.engine: str | None = headers.get("X-Declaim-Engine")
        self.cache: str | None = headers.get("X-Declaim-Cache")
        """`hit`, `miss` or `joined`."""
        self.request_id: str | None = headers.get("X-Request-Id")
        self.content_type: str | None = headers.get("Content-Type")
        self.fallback: bool = headers.get("X-Declaim-Fallback", "").lower() == "true"
        """Whether another engine than the voice's own speaks."""
        self.received_bytes = 0
        self._response = response

    def _count(self, piece: bytes) -> bytes:
        self.received_bytes += len(piece)
        return piece

    @contextmanager
    def _until_whole(self) -> Iterator[None]:
        try:
            yield
        except httpx.RequestError as error:
            raise SpeechInterrupted(self.received_bytes, reason(error), self.request_id) from error


class Speech(Received):
    """A streaming answer: iterate once for its bytes; raises SpeechInterrupted when they break off."""

    def __init__(self, response: httpx.Response, first: bytes, rest: Iterator[bytes]) -> None:
        super().__init__(response)
        self._pieces = self._read(first, rest)

    @classmethod
    def begin(cls, response: httpx.Response) -> Self:
        """Wait for the first piece, while a lost connection can still be followed by another try.

        Raises httpx.RequestError.
        """
        pieces = response.iter_bytes()
        return cls(response, next(pieces, b""), pieces)

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def _read(self, first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
        with self._until_whole():
            yield self._count(first)
            for piece in rest:
                yield self._count(piece)

    def close(self) -> None:
        self._response.close()


class AsyncSpeech(Received):
    """A streaming answer: iterate once for its bytes; raises SpeechInterrupted when they break off."""

    def __init__(self, response: httpx.Response, first: bytes, rest: AsyncIterator[bytes]) -> None:
        super().__init__(response)
        self._pieces = self._read(first, rest)

    @classmethod
    async def begin(cls, response: httpx.Response) -> Self:
        """Wait for the first piece; raises httpx.RequestError."""
        pieces = response.aiter_bytes()
        return cls(response, await anext(pieces, b""), pieces)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._pieces

    async def _read(self, first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        with self._until_whole():
            yield self._count(first)
            async for piece in rest:
                yield self._count(piece)

    async def aclose(self) -> None:
        await self._response.aclose()
