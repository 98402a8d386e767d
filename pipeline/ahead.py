"""Ahead: make the next segments while the current one is sent, a bounded number of them."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable
from typing import TypeVar

from pipeline.running import Running

Job = TypeVar("Job")
Item = TypeVar("Item")


async def ahead(
    jobs: Iterable[Job], start: Callable[[Job], AsyncGenerator[Item, None]], depth: int
) -> AsyncGenerator[tuple[Job, AsyncIterator[Item]], None]:
    """Each job with its items, in order, while up to `depth` jobs run; until the first item of all, only one.

    A handle's stream has no backpressure, so this is what bounds how much audio exists before
    anyone asked for it. The first item is what somebody waits for, and a second job would only take
    from the engine what the first one needs. Leaving early cancels every job that runs.
    """
    waiting = iter(jobs)
    running: deque[tuple[Job, Running[Item]]] = deque()
    begun = False

    def fill() -> None:
        while len(running) < (depth if begun else 1) and (job := next(waiting, None)) is not None:
            running.append((job, Running(start(job))))

    async def drain(items: Running[Item]) -> AsyncIterator[Item]:
        nonlocal begun
        async for item in items.drain():
            begun = True
            yield item
            fill()

    try:
        fill()
        while running:
            job, items = running[0]
            yield job, drain(items)
            running.popleft()
            fill()
    finally:
        for _, items in running:
            items.cancel()
        await asyncio.gather(*(items.ended() for _, items in running))
