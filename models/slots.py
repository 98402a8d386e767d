"""How many segments an engine speaks at once, and who is next."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from models.errors import DeadlineExceeded


class Slots:
    """At most `limit` holders at once; the others wait in order of arrival."""

    def __init__(self, limit: int) -> None:
        if limit < 1:
            raise ValueError(f"An engine needs at least one slot, not {limit}.")
        self._free = asyncio.Semaphore(limit)
        self.active = 0
        """Slots that are held now."""

    @asynccontextmanager
    async def hold(self, deadline: float | None) -> AsyncIterator[None]:
        """Wait for a slot and keep it for the length of the block.

        Raises DeadlineExceeded when the deadline (seconds since the epoch) passes before there is one.
        """
        await self._wait(deadline)
        self.active += 1
        try:
            yield
        finally:
            self.active -= 1
            self._free.release()

    async def _wait(self, deadline: float | None) -> None:
        left = None if deadline is None else deadline - time.time()
        # A free slot is taken without a pause, and then asyncio.timeout would not notice that time is up.
        if left is not None and left <= 0:
            raise DeadlineExceeded("free slot")
        try:
            async with asyncio.timeout(left):
                await self._free.acquire()
        except TimeoutError:
            raise DeadlineExceeded("free slot") from None
