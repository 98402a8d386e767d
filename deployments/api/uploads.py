"""Uploads: how many at once. Each is held in memory, and then keeps a CPU busy for a second."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from deployments.api.errors import Overloaded

AT_ONCE = 8
"""Per Ingress replica. The others wait with their bodies unread, which costs nothing here."""
MOST = 100
"""At work or waiting; more are refused with 429."""
LONGEST_WAIT_S = 60.0
RETRY_AFTER_S = 5


class Uploads:
    """Counts those of this process. For one event loop."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(AT_ONCE)
        self._here = 0

    @asynccontextmanager
    async def permit(self) -> AsyncIterator[None]:
        """Wait for a turn and keep it for the length of the block. Raises Overloaded."""
        if self._here >= MOST:
            raise Overloaded(f"{self._here} uploads", RETRY_AFTER_S)
        self._here += 1
        try:
            await self._turn()
            try:
                yield
            finally:
                self._free.release()
        finally:
            self._here -= 1

    async def _turn(self) -> None:
        try:
            async with asyncio.timeout(LONGEST_WAIT_S):
                await self._free.acquire()
        except TimeoutError:
            raise Overloaded(f"{self._here} uploads", RETRY_AFTER_S) from None
