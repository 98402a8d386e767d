"""Store: where bytes are kept, for as long as they happen to stay."""

from collections.abc import Callable
from typing import Literal, Protocol

Outcome = Literal["hit", "miss", "stored", "too_large", "failed"]
"""How one get or put ended, for metrics."""

Observe = Callable[[Outcome], None]


class Store(Protocol):
    """Bytes under content keys, some of which are gone sooner than asked.

    It never fails a request: trouble is a miss, or nothing stored.
    """

    async def get(self, key: str) -> bytes | None:
        """What is stored, or None."""
        ...

    async def put(self, key: str, data: bytes, ttl_s: float) -> None:
        """Keep `data` for at most `ttl_s` seconds."""
        ...

    async def drop(self, key: str) -> None:
        """Forget an entry, because it turned out to be corrupt."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


def nothing(_: Outcome) -> None:
    """Observes nothing."""
