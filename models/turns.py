"""Turns: rows that share a thread, in the order in which their listeners would run dry."""

import time
from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest
from typing import Generic, NamedTuple, TypeVar

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


def nobody(_row: object) -> bool:
    """There is no other thread."""
    return False


class Turns(Generic[Row]):
    """Whoever listens should hear the beginning soon, and from then on no gap.

    So a new row begins as soon as nobody is about to run dry, and otherwise the row goes on whose listener would run
    dry first, as in scheduling by earliest deadline (Liu and Layland 1973). While the thread makes no more than they
    hear, none begins. A row ends with its last step; one whose listener has `left` is next, so that it ends at once.
    `advance` makes a row's next step. `joining` returns a row that waits, if there is one; at most `most` take turns.
    `hand_over` has another thread go on with a row, if one has nothing to do, and says whether it did. `clock` gives
    seconds from any start.
    """

    def __init__(
        self,
        advance: Callable[[Row], Step],
        left: Callable[[Row], bool],
        joining: Callable[[], Sequence[Row]],
        most: int,
        hand_over: Callable[[Row], bool] = nobody,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._advance, self._left, self._joining, self._hand_over = advance, left, joining, hand_over
        self._most, self._clock = most, clock
        self._dry_s: dict[Row, float] = {}
        """When each row's listener has heard all that was made of it, on the clock."""
        self._took_s = self._made_s = 0.0
        """Of recent steps, the older the less."""

    def run(self, rows: Sequence[Row]) -> None:
        """Until these and all that joined them have ended."""
        for row in self.order(rows):
            begun_s = self._clock()
            self.stepped(row, begun_s, self._advance(row))

    def order(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Whose step is next; `stepped` wants to hear of it before the one after is asked for."""
        yield from rows
        while self._dry_s:
            self._share()
            urgent = min(self._dry_s, key=self._dry_s.__getitem__)
            yield from [row for row in self._dry_s if self._left(row)] or self._joined() or (urgent,)

    def stepped(self, row: Row, begun_s: float, step: Step) -> None:
        """That which `advance` returns began then and ends now."""
        now_s = self._clock()
        dry_s = self._dry_s.pop(row, now_s)
        if not step.last:
            self._dry_s[row] = max(dry_s, now_s) + step.made_s
        if step.made_s:
            self._took_s = KEPT * self._took_s + now_s - begun_s
            self._made_s = KEPT * self._made_s + step.made_s

    def _share(self) -> None:
        """The row after the next would wait here while another thread has nothing to do."""
        while len(self._dry_s) > 1:
            _, second = nsmallest(2, self._dry_s, key=self._dry_s.__getitem__)
            if not self._hand_over(second):
                return
            del self._dry_s[second]

    def _joined(self) -> Sequence[Row]:
        return self._joining() if len(self._dry_s) < self._most and self._has_time() else ()

    def _has_time(self) -> bool:
        """Whether the thread keeps up with one more, whose first step comes before the others' next ones are due."""
        now_s, step_s = self._clock(), self._took_s * (1 - KEPT)
        keeps_up = (len(self._dry_s) + 1) * self._took_s <= self._made_s
        due_s = sorted(dry_s - now_s for dry_s in self._dry_s.values())
        return keeps_up and all(spare_s >= (n + SPARE_STEPS) * step_s for n, spare_s in enumerate(due_s))
