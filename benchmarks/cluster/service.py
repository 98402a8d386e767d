"""Service: which nodes callers are sent to, as Kubernetes decides it, with the probe that KubeRay gives its workers."""

import asyncio
import random
from collections.abc import Collection, Sequence

import aiohttp

PERIOD_S, TIMEOUT_S = 5, 2


class Service:
    """Spreads callers over the nodes that answered their last probe."""

    def __init__(self, nodes: Sequence[str]) -> None:
        self.all = list(nodes)
        self.faulty = set[str]()
        """Nodes to which something is being done: connections may die there."""
        self._ready, self._chance = list(nodes), random.Random(2)  # noqa: S311

    def pick(self, other_than: Collection[str] = ()) -> str:
        """A node that is ready; another one than those that failed, if there is one."""
        ready = self._ready or self.all
        return self._chance.choice([node for node in ready if node not in other_than] or ready)

    async def probe(self) -> None:
        """Until cancelled."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_S)) as session:
            while True:
                answers = await asyncio.gather(*(self._is_ready(session, node) for node in self.all))
                self._ready = [node for node, ready in zip(self.all, answers, strict=True) if ready]
                await asyncio.sleep(PERIOD_S)

    async def _is_ready(self, session: aiohttp.ClientSession, node: str) -> bool:
        try:
            async with session.get(f"{node}/-/healthz") as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False
