"""Stalls: how long an event loop is held by one thing at a time, while everyone else waits."""

import asyncio
import time
from collections.abc import Callable

LOOK_S = 0.01
"""Between two looks; what was done meanwhile, one after another, looks like a stall of at most so long."""
TOLD_S = 0.015
"""What is worth telling."""


async def watch(observe: Callable[[float], None]) -> None:
    """Tell of CPU seconds that the loop's thread used between two looks, where they were many; until it is cancelled.

    CPU time and not the clock's, for a loop that waits for a processor is not held by what it does.
    """
    while True:
        begun_s = time.thread_time()
        await asyncio.sleep(LOOK_S)
        if (held_s := time.thread_time() - begun_s) > TOLD_S:
            observe(held_s)
