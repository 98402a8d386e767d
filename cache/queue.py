"""Queue: which items of which batches are to be worked on, and by whom; `sqlite_queue.py` and `redis_queue.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Priority = Literal["high", "normal", "low"]

LEASE_S = 10.0
"""A claim that was not kept for so long is somebody else's to take: its worker is dead, or cut off."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An item that one worker has."""

    batch: str
    item: int
    tries: int
    """How often it was claimed, this time included: an item that takes every worker down with it is noticed by that."""
    token: str
    """The queue's own."""


@dataclass(frozen=True, slots=True)
class Buried:
    """An item that is not tried again."""

    batch: str
    item: int
    reason: str


class Queue(Protocol):
    """Every item that was added is claimed at least once, and again until it is done or buried.

    What is to be done is known from the object store, so a queue may lose all that it holds: then `holds` is false, and
    the batch is added again. Every method raises QueueUnavailable when the queue does not answer.
    """

    async def add(self, batch: str, items: Sequence[int], priority: Priority) -> None:
        """Whole or not at all, in this order; items of that batch that are here already stay as they are."""
        ...

    async def holds(self, batch: str) -> bool:
        """Whether the batch was added and neither forgotten nor lost, however much of it is done."""
        ...

    async def claim(self, most: int) -> Sequence[Claim]:
        """At once: those whose lease has run out, then new ones, of high priority first; oldest first among equals."""
        ...

    async def keep(self, claims: Sequence[Claim]) -> None:
        """Still at work: begin their leases anew. Those that another worker took are passed over."""
        ...

    async def give_back(self, claim: Claim) -> None:
        """Whoever claims next may have it, at once; its tries stay counted."""
        ...

    async def done(self, claim: Claim) -> None:
        """Do not give it out again."""
        ...

    async def bury(self, claim: Claim, reason: str) -> None:
        """The same, and put it on the list of the dead."""
        ...

    async def buried(self, batch: str) -> Sequence[Buried]:
        """The dead of a batch."""
        ...

    async def forget(self, batch: str) -> None:
        """All of its items, the dead as well; claims on them come to nothing."""
        ...

    async def lead(self) -> bool:
        """Whether this worker leads, of all that ask: the first one, for as long as it asks again within LEASE_S."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
