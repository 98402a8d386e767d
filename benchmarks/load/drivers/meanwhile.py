"""Sending a text while its audio comes."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager

from benchmarks.load.errors import FAILURES, BrokenOff


@asynccontextmanager
async def meanwhile(sending: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Runs it for as long as this is open. Raises BrokenOff where an answer has ended before all was said.

    What fails in sending is not told: the connection's end is, to whoever reads from it.
    """
    task = asyncio.create_task(sending)
    try:
        yield
        if not task.done():
            raise BrokenOff
    finally:
        task.cancel()
        await asyncio.wait([task])
        error = None if task.cancelled() else task.exception()
        if error and not isinstance(error, FAILURES):
            raise error
