"""A lock in Redis: one key with a random token, which goes by itself when its holder dies."""

import asyncio
import secrets

from redis.exceptions import RedisError

from cache.redis_server import PREFIX, RedisServer

CHANNEL = PREFIX + "flights"
"""Where it is told that a lock was given back: MADE or GIVEN_UP, then the key."""

MADE, GIVEN_UP = b"+", b"-"

RENEW = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0
"""

RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return redis.call('PUBLISH', ARGV[2], ARGV[3])
"""


class RedisLock:
    """One attempt to be the only one for `key`, as in https://redis.io/docs/latest/commands/set/ ("Patterns")."""

    def __init__(self, server: RedisServer, key: str, ttl_s: float) -> None:
        self.key = key
        self._server = server
        self._name = f"{PREFIX}lock:{key}"
        self._token = secrets.token_bytes(16)
        self._ttl_s = ttl_s

    async def take(self) -> bool:
        """Whether it is ours. It is when the server does not answer: work twice is better than none."""
        try:
            reply = await self._server.call("SET", self._name, self._token, "NX", "PX", self._ttl_ms)
        except RedisError:
            return True
        return reply is not None

    async def renew(self) -> None:
        """Until cancelled, or until the lock is lost; it is not taken again, which could outlive the release."""
        held = True
        while held:
            await asyncio.sleep(self._ttl_s / 3)
            try:
                held = await self._server.call("EVAL", RENEW, 1, self._name, self._token, self._ttl_ms) == 1
            except RedisError:
                continue

    async def release(self, *, made: bool) -> None:
        """Give it back if it is still ours, and wake those who wait. The server logs what it refuses."""
        news = (MADE if made else GIVEN_UP) + self.key.encode()
        try:
            await self._server.call("EVAL", RELEASE, 1, self._name, self._token, CHANNEL, news)
        except RedisError:
            return

    @property
    def _ttl_ms(self) -> int:
        return max(1, int(self._ttl_s * 1000))
