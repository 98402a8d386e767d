"""A store in Redis, shared by all processes and kept over restarts of this one."""

from redis.exceptions import RedisError

from cache.redis_server import PREFIX, RedisServer
from cache.store import Observe, nothing


class RedisStore:
    """Data longer than `max_entry_bytes` is not stored. Closes its server."""

    def __init__(self, server: RedisServer, *, max_entry_bytes: int, observe: Observe = nothing) -> None:
        self._server = server
        self._max_entry_bytes = max_entry_bytes
        self._observe = observe

    async def get(self, key: str) -> bytes | None:
        try:
            data: bytes | None = await self._server.call("GET", PREFIX + key)
        except RedisError:
            self._observe("failed")
            return None
        self._observe("miss" if data is None else "hit")
        return data

    async def put(self, key: str, data: bytes, ttl_s: float) -> None:
        if len(data) > self._max_entry_bytes:
            self._observe("too_large")
            return
        try:
            await self._server.call("SET", PREFIX + key, data, "PX", max(1, int(ttl_s * 1000)))
        except RedisError:
            self._observe("failed")
        else:
            self._observe("stored")

    async def drop(self, key: str) -> None:
        try:
            await self._server.call("UNLINK", PREFIX + key)
        except RedisError:
            self._observe("failed")

    async def close(self) -> None:
        await self._server.close()
