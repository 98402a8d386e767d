"""An autoscaler: shows pools to a policy on the clock of the simulation, and does what it decides."""

from collections.abc import Generator, Mapping
from typing import Any

from simpy import Environment, Event

from benchmarks.simulation.autoscaling.view import RECORDED_S, Policy, View
from benchmarks.simulation.pool import Pool

DECIDED_S = 1.0
"""How often the controller decides; ten times as often in truth, where delays of many seconds make no difference."""


class Autoscaler:
    """Of one region. A new replica of an engine takes `start_s`: a machine, an image, a model."""

    def __init__(
        self, env: Environment, pools: Mapping[str, Pool], policy: Policy, start_s: Mapping[str, float]
    ) -> None:
        self.wanted = {name: len(pool.replicas) for name, pool in pools.items()}
        self._env, self._pools, self._policy, self._start_s = env, pools, policy, start_s
        env.process(self._record())
        env.process(self._scale())

    def views(self) -> dict[str, View]:
        return {
            name: View(len(pool.replicas), self.wanted[name], pool.ongoing, pool.report)
            for name, pool in self._pools.items()
        }

    def _record(self) -> Generator[Event, Any, None]:
        while True:
            yield self._env.timeout(RECORDED_S)
            self._policy.record(self._env.now, self.views())

    def _scale(self) -> Generator[Event, Any, None]:
        while True:
            yield self._env.timeout(DECIDED_S)
            for name, wanted in self._policy.decide(self._env.now, self.views()).items():
                if wanted != self.wanted[name]:
                    self.wanted[name] = wanted
                    self._pools[name].scale(wanted, self._start_s[name])
