"""Courtesy: batches take what listeners leave; none of their segments begins while somebody waits for sound."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from math import inf

from models.engine import Lane

QUIET_S = 1.0
"""So long after the last listener all of the room is the batches' again."""
LONGEST_WAIT_S = 5.0
"""After which a segment of a batch begins in any case, one at a time, so that batches never stand still."""
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
        try:
            yield
        finally:
            self._speaking -= 1
            self._announce()

    def _room(self, waited_s: float) -> float:
        if self._waiting and waited_s < LONGEST_WAIT_S:
            return 0
        quiet = not self._listening and self._clock() - self._left_at >= QUIET_S
        return self._at_once if quiet else 1

    def _announce(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
