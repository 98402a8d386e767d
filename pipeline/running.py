"""Running: items made by a task of their own, whether or not anyone is ready to take them."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Sequence
from contextlib import aclosing, suppress
from typing import Generic, TypeVar

Item = TypeVar("Item")

BEAT_S = 1.0
"""A stream between processes says at least so often that it lives."""


class Running(Generic[Item]):
    """The task, and what it has made that nobody has taken yet: without bound."""

    def __init__(self, items: AsyncGenerator[Item, None]) -> None:
        self._made: list[Item] = []
        self._news = asyncio.Event()
        self._over = False
        self._task = asyncio.create_task(self._pump(items))

    async def _pump(self, items: AsyncGenerator[Item, None]) -> None:
        try:
            async with aclosing(items):
                async for item in items:
                    self._made.append(item)
                    self._news.set()
        finally:
            self._over = True
            self._news.set()

    async def backlogs(self, beat_s: float | None = None) -> AsyncIterator[list[Item]]:
        """Items until there are no more, all that there are at a time; none after `beat_s` without any.

        Raises what making them raised.
        """
        while self._made or not self._over:
            with suppress(TimeoutError):
                async with asyncio.timeout(beat_s):
                    await self._news.wait()
            self._news.clear()
            taken, self._made = self._made, []
            if taken or not self._over:
                yield taken
        await self._task

    async def drain(self) -> AsyncIterator[Item]:
        """Items one by one. Raises what making them raised."""
        async for items in self.backlogs():
            for item in items:
                yield item

    async def rest(self, at_most_s: float) -> None:
        """Returns when all is made, and after that long in any case."""
        if at_most_s > 0:
            await asyncio.wait([self._task], timeout=at_most_s)

    def cancel(self) -> None:
        self._task.cancel()

    async def ended(self) -> None:
        """Wait until it has let go of everything; how it ended no longer matters."""
        await asyncio.wait([self._task])
        if not self._task.cancelled():
            self._task.exception()


async def messages(
    items: AsyncGenerator[Item, None],
    join: Callable[[Sequence[Item]], Iterable[Item]],
    spare_s: Callable[[Sequence[Item]], float] = lambda _: 0.0,
    beat_s: float = BEAT_S,
) -> AsyncGenerator[tuple[Item, ...], None]:
    """The items in messages: those that came while the message before was being taken are joined and go together.
    While there are none, an empty message every `beat_s`.

    For a stream between processes, where a message costs a millisecond on either side, however small: nothing waits
    for company, and what is made faster than it can be sent goes in fewer messages. `spare_s` is shown what has just
    been taken and says for how long nobody needs more: what is made meanwhile waits, unless it is the end. Leaving
    early stops the making.
    """
    running = Running(items)
    try:
        async for backlog in running.backlogs(beat_s):
            yield tuple(join(backlog))
            if backlog:
                await running.rest(spare_s(backlog))
    finally:
        running.cancel()
        await running.ended()
