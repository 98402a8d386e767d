"""Service: which nodes callers are sent to, with the readiness probe of our workers, asked from outside the nodes."""

import asyncio
import random
from collections.abc import Collection, Sequence

import aiohttp

PERIOD_S, TIMEOUT_S, FAILURES, SUCCESSES = 1, 2, 3, 5
"""As in k8s/base/rayservice.yaml."""


class Service:
    """Spreads callers over nodes until FAILURES probes in a row say no, and again after SUCCESSES that say yes."""

    def __init__(self, nodes: Sequence[str]) -> None:
        self.all = list(nodes)
        self.faulty = set[str]()
        """Nodes to which something is being done: connections may die there."""
        self.vouched_for = set[str]()
        """Nodes that stay in it whatever is seen of them from here: a kubelet cut off with its pods finds them well
        all the time, and the control plane misses it only after 40 s or more."""
        self._chance = random.Random(2)  # noqa: S311
        self._ready, self._against = set(nodes), dict.fromkeys(nodes, 0)
        """And probes of each in a row that speak against what it is held for."""

    def pick(self, other_than: Collection[str] = ()) -> str:
        """A node that is ready; another one than those that failed, if there is one."""
        ready = [node for node in self.all if node in self.vouched_for | self._ready] or self.all
        return self._chance.choice([node for node in ready if node not in other_than] or ready)

    async def probe(self) -> None:
        """Until cancelled."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_S)) as session:
            await asyncio.gather(*(self._watch(session, node) for node in self.all))

    async def _watch(self, session: aiohttp.ClientSession, node: str) -> None:
        """The next probe is due a period after the last one, or at once where that took longer."""
        while True:
            await asyncio.gather(self._ask(session, node), asyncio.sleep(PERIOD_S))

    async def _ask(self, session: aiohttp.ClientSession, node: str) -> None:
        try:
            async with session.get(f"{node}/-/healthz") as response:
                well = response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            well = False
        self._judge(node, well)

    def _judge(self, node: str, well: bool) -> None:
        ready = node in self._ready
        self._against[node] = self._against[node] + 1 if well is not ready else 0
        if self._against[node] >= (FAILURES if ready else SUCCESSES):
            self._ready ^= {node}
            self._against[node] = 0
