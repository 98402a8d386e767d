"""An engine of one region: its replicas, what they told of their queues, and whether it is asked at all.

The same decisions as pipeline/engines.py, with the same parts: `Waits` and `Breaker`.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from math import inf
from typing import Any, Literal

from simpy import Environment, Event

from benchmarks.simulation.pool import Pool
from benchmarks.simulation.row import Row
from deployments.settings import Routing
from pipeline.breaker import Breaker
from pipeline.waits import Waits

How = Literal["made", "late", "lost", "spared"]
"""What became of a segment: see Row.end; `spared`: it was never asked for."""

TRIES = 4
"""As pipeline/resume.py has it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On which an engine is asked, see pipeline/engines.py."""

    begin_s: float
    longest_wait_s: float | None = None


class Engine:
    def __init__(self, env: Environment, name: str, pool: Pool, waits: Waits, patience: Routing) -> None:
        self.pool = pool
        self._env, self._name, self._waits = env, name, waits
        self._breaker = Breaker(patience.failures, patience.open_s, lambda _: None, clock=lambda: env.now)

    @property
    def wait_s(self) -> float:
        """That a segment is expected to wait; infinite while it is left alone."""
        return inf if self._breaker.resting else self._waits[self._name]

    def speak(self, make: Callable[[], Row], terms: Terms) -> Generator[Event, Any, How]:
        """A row of this engine from first to last; another replica makes it again if one dies."""
        if self._too_long(self._waits[self._name], terms):
            return "spared"
        if terms.longest_wait_s is not None and not self._breaker.admits():
            return "spared"
        how: How = "lost"
        for _ in range(TRIES):
            if how != "lost" or (replica := self.pool.choose()) is None:
                break
            load = replica.load
            self._waits.hear(self._name, load)
            if self._too_long(load.wait_s, terms):
                self._breaker.abandoned()
                return "spared"
            row = make()
            replica.accept(row, terms.begin_s)
            how = yield row.ended
            self._waits.hear(self._name, replica.load)
        self._breaker.succeeded() if how == "made" else self._breaker.failed()
        return how

    @staticmethod
    def _too_long(wait_s: float, terms: Terms) -> bool:
        return terms.longest_wait_s is not None and wait_s > terms.longest_wait_s


def first_terms(patience: Routing, timeout_s: float, stand_in_wait_s: float, due_in_s: float = 0.0) -> Terms:
    """Of an engine that another stands in for: what `Routing` of pipeline/routing.py grants a listener."""
    budget_s = min(patience.first_audio_s, timeout_s / 2) + max(0.0, due_in_s)
    return Terms(budget_s, max(budget_s, stand_in_wait_s))
