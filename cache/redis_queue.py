"""A queue in Redis, for workers on any number of machines: streams with one group of consumers.

What each method does to them is in `redis_queue.lua`. They are not evicted as long as the server keeps to its policy
(`redis_policy.py`), and what a server forgets is found out by the batch that is not held any more.
"""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from redis.exceptions import RedisError

from cache.errors import QueueUnavailable
from cache.queue import LEASE_S, Buried, Claim, Priority
from cache.redis_lock import RENEW
from cache.redis_server import PREFIX, RedisServer

SCRIPT = Path(__file__).with_suffix(".lua").read_text()

LEADER = PREFIX + "queue:leader"
"""Names the worker that leads, until that runs out."""


class RedisQueue:
    """See Queue. `worker` is this one's name and nobody else's. Closes its server."""

    def __init__(self, server: RedisServer, worker: str, *, lease_s: float = LEASE_S) -> None:
        self._server = server
        self._worker = worker
        self._lease_ms = int(lease_s * 1000)

    async def add(self, batch: str, items: Sequence[int], priority: Priority) -> None:
        await self._run("add", batch, priority, secrets.token_hex(8), *items)

    async def holds(self, batch: str) -> bool:
        return bool(await self._run("holds", batch))

    async def claim(self, most: int) -> Sequence[Claim]:
        found = await self._run("claim", self._worker, self._lease_ms, most)
        return [Claim(batch.decode(), int(item), tries, token.decode()) for batch, item, tries, token in found]

    async def keep(self, claims: Sequence[Claim]) -> None:
        await self._run("keep", self._worker, *(part for claim in claims for part in parts(claim)))

    async def give_back(self, claim: Claim) -> None:
        await self._run("give_back", self._worker, *parts(claim))

    async def done(self, claim: Claim) -> None:
        await self._run("done", claim.batch, claim.item)

    async def bury(self, claim: Claim, reason: str) -> None:
        await self._run("bury", claim.batch, claim.item, reason)

    async def buried(self, batch: str) -> Sequence[Buried]:
        dead: dict[bytes, bytes] = await self._call("HGETALL", f"{PREFIX}dead:{batch}")
        return [Buried(batch, int(item), dead[item].decode()) for item in sorted(dead, key=int)]

    async def forget(self, batch: str) -> None:
        await self._run("forget", batch)

    async def lead(self) -> bool:
        """Who leads also clears away what dead workers left."""
        if await self._call("EVAL", RENEW, 1, LEADER, self._worker, self._lease_ms) == 1:
            await self._run("tidy", self._lease_ms)
            return True
        return await self._call("SET", LEADER, self._worker, "NX", "PX", self._lease_ms) is not None

    async def close(self) -> None:
        await self._server.close()

    async def _run(self, method: str, *arguments: str | int) -> Any:
        return await self._call("EVAL", SCRIPT, 0, PREFIX, method, *arguments)

    async def _call(self, command: str, *arguments: str | int) -> Any:
        try:
            return await self._server.call(command, *arguments)
        except RedisError as error:
            raise QueueUnavailable(str(error)) from None


def parts(claim: Claim) -> tuple[str, int, str, int]:
    return claim.batch, claim.item, claim.token, claim.tries
