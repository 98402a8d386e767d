"""Steward: what the worker that leads does besides: add again what the queue has lost, and end what is done."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NoReturn

from cache.errors import CacheError
from cache.queue import Queue
from pipeline.batch.errands import Errands
from pipeline.batch.ledger import Ledger, State
from pipeline.batch.record import Ending, Record

LOOK_S, IDLE_LOOK_S = 1.0, 5.0
"""Between two looks at all batches that are open, and where there were none and nothing was done."""
REST = 10
"""A batch is not looked at again for so many times as long as that took: a large one takes long."""

Finish = Callable[[State, Ending], Awaitable[None]]
"""Writes down a batch's end, with all that belongs to it."""

NONE = Errands()

log = logging.getLogger("ray.serve")


def untold(_batches: int) -> None:
    """Nobody hears how many are open."""


class Steward:
    """`clock` gives Unix time; `tell_open` hears how many batches have not ended."""

    def __init__(
        self,
        ledger: Ledger,
        queue: Queue,
        finish: Finish,
        errands: Errands = NONE,
        clock: Callable[[], float] = time.time,
        tell_open: Callable[[int], None] = untold,
    ) -> None:
        self._ledger, self._queue, self._finish, self._clock = ledger, queue, finish, clock
        self._errands, self._tell_open = errands, tell_open
        self._news = asyncio.Event()
        self._any_open = False
        self._finishing: dict[str, asyncio.Task[None]] = {}
        self._resting_until: dict[str, float] = {}

    async def run(self) -> NoReturn:
        """Until cancelled."""
        try:
            while True:
                await self.look()
                await asyncio.sleep(LOOK_S)
                if not self._any_open:
                    await self._until_news()
        finally:
            for task in self._finishing.values():
                task.cancel()

    def wake(self) -> None:
        """An item was done: there is something to be looked after."""
        self._news.set()

    async def _until_news(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), IDLE_LOOK_S - LOOK_S)
        self._news.clear()

    async def look(self) -> None:
        """Once, if this worker leads. One that does not knows of no batch."""
        try:
            if await self._queue.lead():
                self._errands.run_due()
                records = await self._ledger.open()
                self._any_open = bool(records)
                self._tell_open(len(records))
                for record in records:
                    await self._look_after(record)
            else:
                self._tell_open(0)
        except CacheError as error:
            log.warning("batches are not looked after: %s", error)

    async def _look_after(self, record: Record) -> None:
        begun = self._clock()
        if record.id in self._finishing or self._resting_until.get(record.id, 0) > begun:
            return
        state = await self._ledger.state(record.id)
        if (ending := due(state, begun)) is not None:
            self._begin_to_finish(state, ending)
        elif not await self._queue.holds(record.id):
            await self._queue.add(record.id, state.missing, record.priority)
        self._resting_until[record.id] = begun + REST * (self._clock() - begun)

    def _begin_to_finish(self, state: State, ending: Ending) -> None:
        """Beside everything else: a book takes minutes."""
        batch = state.record.id
        task = asyncio.create_task(self._to_its_end(state, ending))
        self._finishing[batch] = task
        task.add_done_callback(lambda _: self._finishing.pop(batch))

    async def _to_its_end(self, state: State, ending: Ending) -> None:
        batch = state.record.id
        try:
            if ending != "completed":
                await self._queue.forget(batch)
            await self._finish(state, ending)
            await self._queue.forget(batch)
            self._resting_until.pop(batch, None)
            log.info("batch %s is %s", batch, ending)
        except CacheError as error:
            log.warning("batch %s cannot be ended yet: %s", batch, error)
        except Exception:
            log.exception("batch %s cannot be ended", batch)
            self._resting_until[batch] = self._clock() + 60


def due(state: State, now: float) -> Ending | None:
    """How it is to end now, if it is."""
    if len(state.results) == state.record.total:
        return "completed"
    if state.cancelled_at is not None:
        return "cancelled"
    return "expired" if now >= state.record.expires_at else None
