"""Batcher: one model, many callers. A batch is formed only when a thread is free to run it."""

import asyncio
import os
import threading
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from typing import Generic

from models.engine import Lane
from models.errors import DeadlineExceeded, EngineUnavailable
from models.waiting import ANYONE, Shape, Ticket, Waiting, Who
from models.work import Chunk, Ended, Item, Work


@dataclass(frozen=True, slots=True)
class BatchReport:
    """One batch, as it begins to run; where rows join on the way, as it is with them."""

    rows: int
    padding: float
    """Share of the padded cost that is padding, 0 to 1."""
    waited_s: float
    """The longest wait of a row that begins now, from when it was due."""


Row = Ticket[Work[Item, Chunk]]

Run = Callable[[Sequence[Work[Item, Chunk]]], None]
"""Blocks until all rows are done. What it raises fails every row that has not ended."""


def nothing(_report: BatchReport) -> None:
    """Observes nothing."""


class Batcher(Generic[Item, Chunk]):
    """Runs items in batches on `workers` threads, one batch at a time on each; `Waiting` says which together.

    A free thread takes what waits at once and never lingers for more, so an idle model adds no delay and a busy
    one gets full batches; threads that are free together share what waits. `max_cost` bounds rows times the largest
    size among them; a single larger row runs alone. With `background`, as many more threads of the lowest priority
    run the batch lane, for models on a CPU: the system then lets listeners go first. `observe` is called in the
    thread before every batch. Call `close` to end the threads; a process that ends without it does not wait for
    them. Raises ValueError for no workers or no rows.
    """

    def __init__(
        self,
        run: Run[Item, Chunk],
        *,
        workers: int = 1,
        background: int = 0,
        max_rows: int,
        max_cost: float,
        observe: Callable[[BatchReport], None] = nothing,
    ) -> None:
        if workers < 1:
            raise ValueError(f"A batcher needs at least one worker, not {workers}.")
        self._run, self._observe = run, observe
        self._workers, self._background = workers, background
        self._waiting: Waiting[Work[Item, Chunk]] = Waiting(max_rows=max_rows, max_cost=max_cost)
        self._running: list[Sequence[Row[Item, Chunk]]] = [()] * (workers + background)
        self._closed, self._changed = False, threading.Condition()
        """Held for whatever touches the above."""
        self._threads = [threading.Thread(target=self._work, args=(n,), daemon=True) for n in range(len(self._running))]
        for thread in self._threads:
            thread.start()

    @property
    def active(self) -> int:
        """Rows that run now, those that nobody listens to any more included."""
        return sum(not ticket.item.ended for batch in self._running for ticket in batch)

    @property
    def queued(self) -> float:
        """Sizes of those that wait, added up."""
        return self._waiting.size

    async def submit(
        self, item: Item, *, size: float, lane: Lane, deadline: float | None, due: float | None = None
    ) -> AsyncGenerator[Chunk, None]:
        """The item's chunks as they come. Closing early withdraws it or, when it runs, marks it cancelled. It is `due`
        (seconds since the epoch) when its listener will have heard what comes before it; None: at once.

        Raises DeadlineExceeded when the deadline (seconds since the epoch) passes before it runs, what the model
        raised, and EngineUnavailable when the batcher is closed.
        """
        work: Work[Item, Chunk] = Work(item)
        left_s = inf if deadline is None else deadline - time.time()
        ticket = self._enter(work, size, lane, left_s, None if due is None else due - time.time())
        timer = None if deadline is None else asyncio.get_running_loop().call_later(left_s, self._expire, ticket)
        try:
            while not isinstance(news := await work.news.get(), Ended):
                yield news
            if news.error is not None:
                raise news.error
        finally:
            if timer is not None:
                timer.cancel()
            self._leave(ticket)

    def more(self, room: int, who: Who = ANYONE) -> Sequence[Work[Item, Chunk]]:
        """For `run`, in its thread, between two steps: at most `room` of those that wait, now of the running batch.
        The clock is time.monotonic."""
        worker = self._threads.index(threading.current_thread())
        with self._changed:
            running = [ticket for ticket in self._running[worker] if not ticket.item.ended]
            joining = self._next(worker, room, who) if room and not self._closed else []
            self._running[worker] = [*running, *joining]
        if joining:
            self._report(joining, [*running, *joining])
        return [ticket.item for ticket in joining]

    def hand_over(self, work: Work[Item, Chunk]) -> bool:
        """For `run`, in its thread, between two steps: a worker that has nothing to do goes on with that row of the
        running batch, by a `run` of its own. False: there is none."""
        worker = self._threads.index(threading.current_thread())
        with self._changed:
            free = next((peer for peer in self._peers(worker) if not self._running[peer]), None)
            if free is None or self._closed:
                return False
            ticket = next(ticket for ticket in self._running[worker] if ticket.item is work)
            self._running[worker] = [each for each in self._running[worker] if each is not ticket]
            self._running[free] = (ticket,)
            self._changed.notify_all()
        return True

    def close(self) -> None:
        """Fail whatever waits or runs with EngineUnavailable; returns when every thread has ended.

        That takes as long as the model needs to return, so it is called where blocking hurts nobody.
        """
        with self._changed:
            self._closed = True
            for ticket in [*self._waiting.clear(), *(ticket for batch in self._running for ticket in batch)]:
                ticket.item.fail(_closed())
                ticket.item.cancelled = True  # in this order: a row that was stopped must not look complete
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _enter(
        self, work: Work[Item, Chunk], size: float, lane: Lane, left_s: float, due_in_s: float | None
    ) -> Row[Item, Chunk]:
        with self._changed:
            if self._closed:
                raise _closed()
            self._changed.notify(len(self._threads) if self._background else 1)  # whoever it is for
            return self._waiting.add(work, size=size, lane=lane, expires_in_s=left_s, due_in_s=due_in_s)

    def _expire(self, ticket: Row[Item, Chunk]) -> None:
        with self._changed:
            if self._waiting.remove(ticket):
                ticket.item.fail(_late())

    def _leave(self, ticket: Row[Item, Chunk]) -> None:
        ticket.item.cancelled = True
        with self._changed:
            self._waiting.remove(ticket)

    def _work(self, worker: int) -> None:
        if worker >= self._workers:
            with suppress(OSError):  # of a system without priorities of threads
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)
        while self._work_once(worker):
            pass

    def _work_once(self, worker: int) -> bool:
        """A call for each batch, so that a thread that waits keeps none alive. False: there are no more."""
        batch, begun = self._take(worker)
        if not batch:
            return False
        error: Exception | None = None
        try:
            if not begun:
                self._report(batch, batch)
            self._run([ticket.item for ticket in batch])
        except BaseException as raised:
            # SystemExit and its like would end this thread here, and the server where the rows are listened to.
            error = raised if isinstance(raised, Exception) else RuntimeError(f"the model raised {raised!r}")
        for ticket in self._running[worker]:
            ticket.item.end() if error is None else ticket.item.fail(error)
        self._running[worker] = ()
        return True

    def _take(self, worker: int) -> tuple[Sequence[Row[Item, Chunk]], bool]:
        """The next batch, now this worker's, and whether it was handed over; none when the batcher is closed."""
        with self._changed:
            while not self._closed:
                if handed := self._running[worker]:
                    return handed, True
                if batch := self._next(worker):
                    self._running[worker] = batch
                    return batch, False
                self._changed.wait()
        return (), False

    def _next(self, worker: int, room: float = inf, who: Who = ANYONE) -> list[Row[Item, Chunk]]:
        if self._background:
            who = who._replace(lane="batch" if worker >= self._workers else "interactive")
        free = sum(not self._running[peer] for peer in self._peers(worker))
        return self._picked(free + bool(self._running[worker]), room, who)

    def _peers(self, worker: int) -> range:
        """Who works for the same lane."""
        return range(self._workers) if worker < self._workers else range(self._workers, len(self._running))

    def _picked(self, takers: int, room: float, who: Who) -> list[Row[Item, Chunk]]:
        batch, expired = self._waiting.pick(takers, room, who)
        for ticket in expired:
            ticket.item.fail(_late())
        return batch

    def _report(self, beginning: Sequence[Row[Item, Chunk]], running: Sequence[Row[Item, Chunk]]) -> None:
        waited_s = time.monotonic() - min(max(ticket.arrived_s, ticket.due_s) for ticket in beginning)
        padding = Shape.of(ticket.size for ticket in running).padding
        self._observe(BatchReport(len(running), padding, max(0.0, waited_s)))


def _late() -> DeadlineExceeded:
    return DeadlineExceeded("free slot")


def _closed() -> EngineUnavailable:
    return EngineUnavailable("batcher", "it was shut down.")
