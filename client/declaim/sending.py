"""Sending: one request, as often as it takes; for plain code and for asyncio."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx

from declaim.retries import Attempts

Taken = TypeVar("Taken")


class Sender:
    """A pool of connections, and how often what it carries is sent again."""

    def __init__(self, http: httpx.Client, max_retries: int, sleep: Callable[[float], None]) -> None:
        self.http, self.sleep = http, sleep
        self._max_retries = max_retries

    def send(
        self, request: httpx.Request, take: Callable[[httpx.Response], Taken], max_retries: int | None = None
    ) -> Taken:
        """What `take` makes of a success; raises any DeclaimError, and what `take` raises."""
        attempts = Attempts(self._max_retries if max_retries is None else max_retries)
        while True:
            try:
                response = self.http.send(request, stream=True)
                if response.is_success:
                    return take(response)
                response.read()
                pause_s = attempts.after_refusal(response)
            except httpx.RequestError as error:
                pause_s = attempts.after_failure(error)
            self.sleep(pause_s)

    def get(self, path: str, max_retries: int | None = None) -> httpx.Response:
        return self.send(self.http.build_request("GET", path), _read_whole, max_retries)

    def ask(self, request: httpx.Request) -> httpx.Response:
        """For what may be done twice."""
        return self.send(request, _read_whole)

    def once(self, request: httpx.Request) -> httpx.Response:
        """For what the first try may have done."""
        return self.send(request, _read_whole, 0)


class AsyncSender:
    """A pool of connections, and how often what it carries is sent again."""

    def __init__(self, http: httpx.AsyncClient, max_retries: int, sleep: Callable[[float], Awaitable[None]]) -> None:
        self.http, self.sleep = http, sleep
        self._max_retries = max_retries

    async def send(
        self, request: httpx.Request, take: Callable[[httpx.Response], Awaitable[Taken]], max_retries: int | None = None
    ) -> Taken:
        """What `take` makes of a success; raises any DeclaimError, and what `take` raises."""
        attempts = Attempts(self._max_retries if max_retries is None else max_retries)
        while True:
            try:
                response = await self.http.send(request, stream=True)
                if response.is_success:
                    return await take(response)
                await response.aread()
                pause_s = attempts.after_refusal(response)
            except httpx.RequestError as error:
                pause_s = attempts.after_failure(error)
            await self.sleep(pause_s)

    async def get(self, path: str, max_retries: int | None = None) -> httpx.Response:
        return await self.send(self.http.build_request("GET", path), _aread_whole, max_retries)

    async def ask(self, request: httpx.Request) -> httpx.Response:
        """For what may be done twice."""
        return await self.send(request, _aread_whole)

    async def once(self, request: httpx.Request) -> httpx.Response:
        """For what the first try may have done."""
        return await self.send(request, _aread_whole, 0)


def _read_whole(response: httpx.Response) -> httpx.Response:
    response.read()
    return response


async def _aread_whole(response: httpx.Response) -> httpx.Response:
    await response.aread()
    return response
