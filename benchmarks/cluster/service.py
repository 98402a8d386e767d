"""Service: which nodes callers are sent to, as Kubernetes decides it, with the readiness probe of our workers."""

import asyncio
import random
from collections.abc import Collection, Sequence

import aiohttp

PERIOD_S, TIMEOUT_S, FAILURES = 1, 2, 3
"""As in k8s/base/rayservice.yaml."""


class Service:
    """Spreads callers over the nodes that answered one of their last FAILURES probes."""

    def __init__(self, nodes: Sequence[str]) -> None:
        self.all = list(nodes)
        self.faulty = set[str]()
        """Nodes to which something is being done: connections may die there."""
        self._failed, self._chance = dict.fromkeys(nodes, 0), random.Random(2)  # noqa: S311
        """Probes of each in a row."""

    def pick(self, other_than: Collection[str] = ()) -> str:
        """A node that is ready; another one than those that failed, if there is one."""
        ready = [node for node, failed in self._failed.items() if failed < FAILURES] or self.all
        return self._chance.choice([node for node in ready if node not in other_than] or ready)

    async def probe(self) -> None:
        """Until cancelled."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_S)) as session:
            while True:
                await asyncio.gather(*(self._ask(session, node) for node in self.all))
                await asyncio.sleep(PERIOD_S)

    async def _ask(self, session: aiohttp.ClientSession, node: str) -> None:
        try:
            async with session.get(f"{node}/-/healthz") as response:
                well = response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            well = False
        self._failed[node] = 0 if well else self._failed[node] + 1
