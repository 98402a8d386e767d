"""Near: what a process has just had of a store that is further away."""

from cache.memory import MemoryStore
from cache.store import Observe, Store, nothing

NEAR_S = 60.0
"""For so long an entry stays near, even if it is gone where it came from."""


class Near:
    """A Store that asks `far` only for what it has not had for NEAR_S; keeps at most `max_bytes` of it.

    Keys tell what they hold (`cache/key.py`), so what is near can be old, never wrong. `observe` hears of hits; what
    else becomes of a call is `far`'s to tell.
    """

    def __init__(self, far: Store, max_bytes: int, *, observe: Observe = nothing) -> None:
        self._far, self._near, self._observe = far, MemoryStore(max_bytes), observe

    async def get(self, key: str) -> bytes | None:
        if (data := await self._near.get(key)) is not None:
            self._observe("hit")
            return data
        if (data := await self._far.get(key)) is not None:
            await self._near.put(key, data, NEAR_S)
        return data

    async def put(self, key: str, data: bytes, ttl_s: float) -> None:
        await self._near.put(key, data, min(ttl_s, NEAR_S))
        await self._far.put(key, data, ttl_s)

    async def drop(self, key: str) -> None:
        await self._near.drop(key)
        await self._far.drop(key)

    async def close(self) -> None:
        await self._near.close()
        await self._far.close()
