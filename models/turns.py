"""Turns: rows that share a thread, in the order in which their listeners would run dry."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest
from math import inf
from typing import Generic, NamedTuple, TypeVar

from models.waiting import Who

Row = TypeVar("Row")

SPARE_STEPS = 2
"""Time for so many steps is kept beside those that are due: for a new row's first, and because some are longer."""
KEPT = 0.8
"""Of the average of how long steps take and what they make, at each step."""


class Step(NamedTuple):
    """What a row made in one turn."""

    made_s: float
    """Seconds of audio; 0 when it failed, or nobody listens any more."""
    last: bool
    """The row has ended with it."""


ENDED = Step(0.0, last=True)
"""Without any audio."""


class Rows(ABC, Generic[Row]):
    """What turns are about: rows that speak. By default all are there from the beginning, and heard to their end."""

    @abstractmethod
    def advance(self, row: Row) -> Step:
        """Make the row's next step."""

    def left(self, _row: Row) -> bool:
        """Whether nobody listens to it any more."""
        return False

    def due_s(self, _row: Row) -> float:
        """When its listener will have heard all that comes before it, on the clock."""
        return -inf

    def joining(self, _who: Who) -> Sequence[Row]:
        """A row that waited, if there is one of these."""
        return ()

    def hand_over(self, _row: Row) -> bool:
        """Have another thread go on with it, if one has nothing to do, and tell whether it does."""
        return False


class Turns(Generic[Row]):
    """Whoever listens should hear the beginning soon, and from then on no gap.

    So a new row begins as soon as nobody is about to run dry, and otherwise the row goes on whose listener would run
    dry first, as in scheduling by earliest deadline (Liu and Layland 1973), be it one that waits because something else
    is heard before it. While the thread makes no more than they hear, none begins that somebody waits for in silence.
    A row ends with its last step; one whose listener has left is next, so that it ends at once. At most `most` take
    turns. `clock` gives seconds from any start.
    """

    def __init__(self, rows: Rows[Row], most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rows, self._most, self._clock = rows, most, clock
        self._dry_s: dict[Row, float] = {}
        """When each row's listener has heard all that was made of it, on the clock."""
        self._took_s = self._made_s = 0.0
        """Of recent steps, the older the less."""

    def run(self, rows: Sequence[Row]) -> None:
        """Until these and all that joined them have ended."""
        for row in self.order(rows):
            begun_s = self._clock()
            self.stepped(row, begun_s, self._rows.advance(row))

    def order(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Whose step is next; `stepped` wants to hear of it before the one after is asked for."""
        yield from rows
        while self._dry_s:
            self._share()
            urgent = min(self._dry_s, key=self._dry_s.__getitem__)
            leaving = [row for row in self._dry_s if self._rows.left(row)]
            yield from leaving or self._joined(self._dry_s[urgent]) or (urgent,)

    def stepped(self, row: Row, begun_s: float, step: Step) -> None:
        """That which `advance` returns began then and ends now."""
        now_s = self._clock()
        dry_s = self._dry_s.pop(row, None)
        if not step.last:
            self._dry_s[row] = max(self._rows.due_s(row) if dry_s is None else dry_s, now_s) + step.made_s
        if step.made_s:
            self._took_s = KEPT * self._took_s + now_s - begun_s
            self._made_s = KEPT * self._made_s + step.made_s

    def _share(self) -> None:
        """The row after the next would wait here while another thread has nothing to do."""
        while len(self._dry_s) > 1:
            _, second = nsmallest(2, self._dry_s, key=self._dry_s.__getitem__)
            if not self._rows.hand_over(second):
                return
            del self._dry_s[second]

    def _joined(self, dry_s: float) -> Sequence[Row]:
        who = Who(due_before_s=dry_s, beginning=self._has_time())
        return self._rows.joining(who) if len(self._dry_s) < self._most else ()

    def _has_time(self) -> bool:
        """Whether the thread keeps up with one more, whose first step comes before the others' next ones are due."""
        now_s, step_s = self._clock(), self._took_s * (1 - KEPT)
        keeps_up = (len(self._dry_s) + 1) * self._took_s <= self._made_s
        due_s = sorted(dry_s - now_s for dry_s in self._dry_s.values())
        return keeps_up and all(spare_s >= (n + SPARE_STEPS) * step_s for n, spare_s in enumerate(due_s))
