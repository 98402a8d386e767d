"""A store in this process: what was used least recently goes first."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from cache.store import Observe, nothing


class Entry(NamedTuple):
    """What is stored under one key."""

    data: bytes
    expires_at: float
    """By the store's clock, seconds"""


class MemoryStore:
    """At most `max_bytes` of keys and data; data longer than `max_entry_bytes` is not stored.

    `clock` is monotonic, in seconds. For one event loop.
    """

    def __init__(
        self,
        max_bytes: int,
        *,
        max_entry_bytes: int | None = None,
        observe: Observe = nothing,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.size_bytes = 0
        """What keys and data take now."""
        self._max_bytes = max_bytes
        self._max_entry_bytes = max_bytes if max_entry_bytes is None else max_entry_bytes
        self._observe = observe
        self._clock = clock
        self._entries: OrderedDict[str, Entry] = OrderedDict()

    async def get(self, key: str) -> bytes | None:
        entry = self._entries.get(key)
        if entry is None or entry.expires_at <= self._clock():
            self._forget(key)
            self._observe("miss")
            return None
        self._entries.move_to_end(key)
        self._observe("hit")
        return entry.data

    async def put(self, key: str, data: bytes, ttl_s: float) -> None:
        if len(data) > self._max_entry_bytes or size(key, data) > self._max_bytes:
            self._observe("too_large")
            return
        self._forget(key)
        while self.size_bytes + size(key, data) > self._max_bytes:
            self._forget(next(iter(self._entries)))
        self._entries[key] = Entry(data, self._clock() + ttl_s)
        self.size_bytes += size(key, data)
        self._observe("stored")

    async def drop(self, key: str) -> None:
        self._forget(key)

    async def close(self) -> None:
        self._entries.clear()
        self.size_bytes = 0

    def _forget(self, key: str) -> None:
        if (entry := self._entries.pop(key, None)) is not None:
            self.size_bytes -= size(key, entry.data)


def size(key: str, data: bytes) -> int:
    """Bytes that an entry counts for. The key is in it, or entries without data would be free."""
    return len(key) + len(data)
