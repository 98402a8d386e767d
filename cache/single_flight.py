"""Single flight: of those who want the same thing made, one makes it and the others wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol


class Flights(Protocol):
    """At most one maker per key at a time, as far as can be known."""

    def enter(self, key: str) -> AbstractAsyncContextManager[bool]:
        """Wait while another makes it.

        True: you make it, and others wait until you leave the block. It may have been stored a moment
        ago all the same, so look first. False: whoever made it is done, look into the store again.
        A maker that dies or leaves by an exception is followed by one of those who wait.
        """
        ...

    async def close(self) -> None:
        """Let go of connections and tasks, after the last block was left."""
        ...


class LocalFlights:
    """Between the tasks of one event loop."""

    def __init__(self) -> None:
        self._flights: dict[str, asyncio.Future[bool]] = {}
        """Each ends with whether it was made."""

    @asynccontextmanager
    async def enter(self, key: str) -> AsyncIterator[bool]:
        if await self._made_by_another(key):
            yield False
            return
        # Nothing is awaited between the last look and this line, so nobody else is here.
        flight = self._flights[key] = asyncio.get_running_loop().create_future()
        made = False
        try:
            yield True
            made = True
        finally:
            del self._flights[key]
            flight.set_result(made)

    async def close(self) -> None:
        """Nothing is held."""

    async def _made_by_another(self, key: str) -> bool:
        while (flight := self._flights.get(key)) is not None:
            # To await the future itself would cancel it along with the first waiter that is cancelled.
            await asyncio.wait([flight])
            if flight.result():
                return True
        return False
