"""Courtesy: batches take what listeners leave; none of their segments begins while somebody waits for sound."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from math import inf

from models.engine import Lane

QUIET_S = 10.0
"""So long after the last listener all of the room is the batches' again: where one was, others come."""
LONGEST_WAIT_S = 5.0
"""After which a segment of a batch begins in any case, one at a time, so that batches never stand still."""
REST = 2.0
"""While somebody listens a batch rests for so many times as long as its last segment took: who comes meanwhile finds
the cores free, more often than not."""
LOOK_S = 0.25
"""Time passes without telling anybody."""


def nothing() -> None:
    """Nobody hears it."""


class Courtesy:
    """Counts the renders of one Encoder. `at_once` segments of batches run side by side while nobody listens, one
    while somebody does, and none begins while somebody waits for the first sound. For one event loop."""

    def __init__(self, at_once: float = inf, clock: Callable[[], float] = time.monotonic) -> None:
        self._at_once, self._clock = at_once, clock
        self._waiting = self._listening = self._speaking = 0
        self._left_at = clock() - QUIET_S
        self._rested_at = clock()
        self._news = asyncio.Event()

    @contextmanager
    def listener(self, lane: Lane) -> Iterator[Callable[[], None]]:
        """For the length of a render; call what it gives when the first sound is out. Nobody listens to a batch."""
        if lane == "batch":
            yield nothing
            return
        heard = False

        def hear() -> None:
            nonlocal heard
            if not heard:
                heard = True
                self._waiting -= 1
                self._announce()

        self._waiting += 1
        self._listening += 1
        try:
            yield hear
        finally:
            self._listening -= 1
            self._left_at = self._clock()
            hear()

    @asynccontextmanager
    async def turn(self, lane: Lane) -> AsyncIterator[None]:
        """For a segment: wait until it may begin, and keep its place for the length of the block. Listeners' may at
        once."""
        if lane == "interactive":
            yield
            return
        came = self._clock()
        while self._speaking >= self._room(self._clock() - came):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), LOOK_S)
        self._speaking += 1
        begun = self._clock()
        try:
            yield
        finally:
            self._speaking -= 1
            rest_s = REST * (self._clock() - begun)
            self._rested_at = self._clock() + rest_s
            asyncio.get_running_loop().call_later(rest_s, self._announce)
            self._announce()

    async def give_way(self, lane: Lane) -> None:
        """Between two pieces of CPU work: a batch waits while somebody waits for the first sound, all let others go
        on."""
        came = self._clock()
        await asyncio.sleep(0)
        while lane == "batch" and self._waiting and self._clock() - came < LONGEST_WAIT_S:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), LOOK_S)

    def _room(self, waited_s: float) -> float:
        if not self._listening and self._clock() - self._left_at >= QUIET_S:
            return self._at_once
        busy = self._waiting or self._clock() < self._rested_at
        return 0 if busy and waited_s < LONGEST_WAIT_S else 1

    def _announce(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
