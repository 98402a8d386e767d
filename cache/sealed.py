"""Sealed: a store whose entries are what was put there, or are gone."""

import hashlib

from cache.store import Store

DIGEST_BYTES = 16


class Sealed:
    """A Store around another: a digest goes in front of every entry, and an entry that does not match is dropped.

    For stores outside this process, where an entry can be cut, overwritten or written by somebody else.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, key: str) -> bytes | None:
        sealed = await self._store.get(key)
        if sealed is None:
            return None
        digest, data = sealed[:DIGEST_BYTES], sealed[DIGEST_BYTES:]
        if digest == seal(data):
            return data
        await self._store.drop(key)
        return None

    async def put(self, key: str, data: bytes, ttl_s: float) -> None:
        await self._store.put(key, seal(data) + data, ttl_s)

    async def drop(self, key: str) -> None:
        await self._store.drop(key)

    async def close(self) -> None:
        await self._store.close()


def seal(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=DIGEST_BYTES).digest()
