"""A pool: the replicas of one engine in one region, and which of them is asked."""

import random
from collections.abc import Callable, Generator
from typing import Any

from simpy import Environment, Event

from benchmarks.simulation.replica import Replica

NOTHING_TOLD = dict.fromkeys(
    ("pending_audio_s", "pending_batch_audio_s", "accepted_audio_s", "stood_in_audio_s", "speed"), 0.0
)
GROWING = ("accepted_audio_s", "stood_in_audio_s")


class Pool:
    """`make` gives a new replica."""

    def __init__(self, env: Environment, make: Callable[[], Replica], replicas: int, rng: random.Random) -> None:
        self.replicas = [make() for _ in range(replicas)]
        self.starting = 0
        self._env, self._make, self._rng = env, make, rng
        self._leaving: list[Replica] = []
        self._dead_made_s = 0.0
        self._gone = dict.fromkeys(GROWING, 0.0)
        """What those told last that have left."""

    @property
    def ongoing(self) -> int:
        """Segments that are waiting or being made."""
        return sum(replica.ongoing for replica in self.replicas) + sum(replica.ongoing for replica in self._leaving)

    @property
    def made_s(self) -> float:
        """Audio seconds that its replicas have made, those that are dead included."""
        return self._dead_made_s + sum(replica.made_s for replica in [*self.replicas, *self._leaving])

    @property
    def report(self) -> dict[str, float]:
        """What its replicas tell, added up; the speed in the mean of those that know."""
        reports = [replica.report for replica in self.replicas]
        total = {name: sum(report[name] for report in reports) for name in NOTHING_TOLD}
        for name in GROWING:
            total[name] += self._gone[name]
        knowing = sum(1 for report in reports if report["speed"])
        return {**total, "speed": total["speed"] / knowing if knowing else 0.0}

    def choose(self) -> Replica | None:
        """Of two at random the one with less to do, as Ray Serve's router has it (power of two choices)."""
        if len(self.replicas) < 2:
            return self.replicas[0] if self.replicas else None
        one, other = self._rng.sample(self.replicas, 2)
        return one if one.ongoing <= other.ongoing else other

    def scale(self, replicas: int, start_s: float) -> None:
        """Start so many more, or let some finish what they have and go."""
        wanted = replicas - len(self.replicas) - self.starting
        for _ in range(wanted):
            self._env.process(self._start(start_s))
        for _ in range(min(-wanted, len(self.replicas))):
            self._leave(self.replicas.pop())

    def _leave(self, replica: Replica) -> None:
        self._leaving.append(replica)
        for name in GROWING:
            self._gone[name] += replica.report[name]

    def die(self) -> None:
        """All at once, those that are starting too."""
        self._dead_made_s = self.made_s
        for replica in [*self.replicas, *self._leaving]:
            replica.die()
        self.replicas, self._leaving, self.starting = [], [], 0

    def _start(self, start_s: float) -> Generator[Event, Any, None]:
        self.starting += 1
        yield self._env.timeout(start_s)
        if self.starting:
            self.starting -= 1
            self.replicas.append(self._make())
