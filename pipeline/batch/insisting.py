"""Insisting: what needs a store is done when the store is back, however long that takes."""

import logging
from asyncio import sleep
from collections.abc import Awaitable, Callable
from typing import TypeVar

from cache.errors import ObjectsUnavailable, QueueUnavailable

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.25, 5.0

Done = TypeVar("Done")

log = logging.getLogger("ray.serve")


async def insist(work: Callable[[], Awaitable[Done]]) -> Done:
    """Work that may be done twice, again and again while a store does not answer. Raises what else it raises."""
    pause_s = FIRST_PAUSE_S
    while True:
        try:
            return await work()
        except (ObjectsUnavailable, QueueUnavailable) as error:
            log.warning("batches wait: %s", error)
        await sleep(pause_s)
        pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
