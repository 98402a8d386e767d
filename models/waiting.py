"""Waiting: who is next, and who goes with them. The order of the batcher, without threads and with any clock."""

import time
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import chain, count, takewhile
from math import inf
from typing import Generic, Literal, NamedTuple, Self, TypeVar

from models.engine import Lane

Item = TypeVar("Item")

AGEING_S = 5.0
"""After this long a batch item counts as an interactive one of its age, so that nothing starves."""
PADDING_LIMIT = 0.25
"""Largest share of a batch's padded cost that may be padding."""
LOOK_AHEAD = 256
"""How many of the next are looked at for one batch, which bounds what a pick costs however many wait."""

Need = Literal["first sound", "more sound", "batch"]
"""Of an item: its listener has heard nothing yet, or hears what comes before it, or there is none."""

NEW: Mapping[Lane, Need] = {"interactive": "first sound", "batch": "batch"}


class Who(NamedTuple):
    """Who may be next."""

    lane: Lane | None = None
    """Of this lane alone; in the interactive one stands what is old enough, too."""
    due_before_s: float = inf
    """Of those whose listener hears something, who will have heard it by then, on the clock."""
    beginning: bool = True
    """And all others."""


ANYONE = Who()


@dataclass(frozen=True, slots=True, eq=False)
class Ticket(Generic[Item]):
    """One place in the queue."""

    item: Item
    size: float
    need: Need
    number: int
    """Counts up in order of arrival."""
    arrived_s: float
    """On the clock."""
    due_s: float
    """On the clock, when it is wanted: as soon as it came, or when its listener will have heard what is before it."""
    expires_s: float
    """On the clock; not run from then on."""


class Pick(NamedTuple, Generic[Item]):
    """What leaves the queue at once."""

    batch: list[Ticket[Item]]
    """To run together, the head first; empty when nothing waits."""
    expired: list[Ticket[Item]]
    """Found on the way, too late to run."""


class Shape(NamedTuple):
    """How large a batch is, in the unit of its sizes."""

    rows: int = 0
    largest: float = 0
    total: float = 0

    @classmethod
    def of(cls, sizes: Iterable[float]) -> Self:
        every = tuple(sizes)
        return cls(len(every), max(every), sum(every))

    def plus(self, size: float) -> "Shape":
        return Shape(self.rows + 1, max(self.largest, size), self.total + size)

    @property
    def cost(self) -> float:
        """Every row padded to the largest."""
        return self.rows * self.largest

    @property
    def padding(self) -> float:
        """Share of the cost that is padding, 0 to 1."""
        return max(0.0, 1 - self.total / self.cost) if self.cost else 0.0


class Waiting(Generic[Item]):
    """Items in order of urgency; not safe across threads.

    The order: interactive before batch, each by when it is due, but a batch item that has waited longer than AGEING_S
    stands among the interactive ones. The first is the head of the next batch. The others, in that order, join
    it when the batch with them keeps to `max_rows`, to `max_cost` (rows times largest size) and to PADDING_LIMIT.
    A head above `max_cost` runs alone. `clock` gives seconds from any start.
    """

    def __init__(self, *, max_rows: int, max_cost: float, clock: Callable[[], float] = time.monotonic) -> None:
        if max_rows < 1:
            raise ValueError(f"A batch needs at least one row, not {max_rows}.")
        self._max_rows, self._max_cost, self._clock = max_rows, max_cost, clock
        self._queues: dict[Need, list[Ticket[Item]]] = {"first sound": [], "more sound": [], "batch": []}
        """Each in order."""
        self._numbers = count()
        self._size = 0.0

    def __len__(self) -> int:
        return sum(map(len, self._queues.values()))

    @property
    def size(self) -> float:
        """The sizes of all that wait, added up."""
        return self._size if len(self) else 0.0  # what rounding leaves over is nobody's

    def add(
        self, item: Item, *, size: float, lane: Lane, expires_in_s: float = inf, due_in_s: float | None = None
    ) -> Ticket[Item]:
        """The ticket is for `remove`. `due_in_s`: seconds until its listener has heard all that comes before it; None:
        there is nothing, or nobody listens."""
        now = self._clock()
        if lane == "batch" or due_in_s is None:
            need, due_s = NEW[lane], now
        else:
            need, due_s = "more sound", now + due_in_s
        ticket = Ticket(item, size, need, next(self._numbers), now, due_s, now + expires_in_s)
        insort(self._queues[need], ticket, key=_order)
        self._size += size
        return ticket

    def remove(self, ticket: Ticket[Item]) -> bool:
        """Whether it was still waiting."""
        queue = self._queues[ticket.need]
        at = bisect_left(queue, _order(ticket), key=_order)
        if queue[at : at + 1] != [ticket]:
            return False
        del queue[at]
        self._size -= ticket.size
        return True

    def pick(self, takers: int = 1, room: float = inf, who: Who = ANYONE) -> Pick[Item]:
        """The next batch, which no longer waits. Every batch but an empty one begins with the most urgent item.

        It leaves the others of `takers`, who take batches now too, as much as it has itself. There is `room` for so
        many rows.
        """
        most = min(self._max_rows, -(-len(self) // takers), room)
        now, looked_at, shape, picked = self._clock(), 0, Shape(), Pick[Item]([], [])
        for ticket in self._in_order(now, who):
            if looked_at == LOOK_AHEAD or shape.rows == most:
                break
            if ticket.expires_s <= now:
                picked.expired.append(ticket)
                continue
            looked_at += 1
            if not picked.batch or self._fits(shape.plus(ticket.size)):
                shape = shape.plus(ticket.size)
                picked.batch.append(ticket)
        for ticket in picked.batch + picked.expired:
            self.remove(ticket)
        return picked

    def clear(self) -> list[Ticket[Item]]:
        """All that wait, and no longer do."""
        tickets = list(self._in_order(self._clock()))
        for ticket in tickets:
            self.remove(ticket)
        return tickets

    def _in_order(self, now: float, who: Who = ANYONE) -> Iterator[Ticket[Item]]:
        def stands_behind(ticket: Ticket[Item]) -> bool:
            return ticket.need == "batch" and now - ticket.arrived_s <= AGEING_S

        def urgency(ticket: Ticket[Item]) -> tuple[bool, float, int]:
            return stands_behind(ticket), *_order(ticket)

        queues = self._queues
        new: Sequence[Iterable[Ticket[Item]]] = (queues["first sound"], queues["batch"]) if who.beginning else ()
        if who.lane == "batch":
            return chain(*new[1:])
        going_on = takewhile(lambda ticket: ticket.due_s < who.due_before_s, queues["more sound"])
        ordered = merge(going_on, *new, key=urgency)
        return ordered if who.lane is None else takewhile(lambda ticket: not stands_behind(ticket), ordered)

    def _fits(self, shape: Shape) -> bool:
        return shape.cost <= self._max_cost and shape.padding <= PADDING_LIMIT


def _order(ticket: Ticket[Item]) -> tuple[float, int]:
    return ticket.due_s, ticket.number
