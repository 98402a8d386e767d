"""An autoscaler: Ray Serve's own decisions, on the clock of the simulation.

Its functions are private to Ray, whose version pyproject.toml pins; the public policy reads the wall clock.
"""

from collections import deque
from collections.abc import Generator
from math import ceil
from typing import Any

from ray.serve.autoscaling_policy import _apply_delay_logic, _apply_scaling_factors
from ray.serve.config import AutoscalingConfig
from simpy import Environment, Event

from benchmarks.simulation.pool import Pool

RECORDED_S, PUSHED_S = 2.0, 10.0
"""How often a handle looks at its ongoing requests, and how often it tells: Ray Serve's own numbers."""
DECIDED_S = 1.0
"""How often the controller decides; ten times as often in truth, where delays of many seconds make no difference."""


class Autoscaler:
    """Scales a pool by its ongoing segments. A new replica takes `start_s`: a machine, an image, a model."""

    def __init__(self, env: Environment, pool: Pool, config: AutoscalingConfig, start_s: float) -> None:
        self.target = len(pool.replicas)
        self._env, self._pool, self._config, self._start_s = env, pool, config, start_s
        self._recorded = deque[float](maxlen=max(1, round(config.look_back_period_s / RECORDED_S)))
        self._state: dict[str, Any] = {}
        self._told = float(pool.ongoing)
        env.process(self._record())
        env.process(self._scale())

    def decide(self, ongoing: float, now_s: float) -> int:
        """Replicas wanted, with so many ongoing segments in the mean of the look-back period."""
        current = len(self._pool.replicas)
        desired = ongoing / self._config.get_target_ongoing_requests()
        wanted = _apply_scaling_factors(desired, current, self._config) if current else ceil(desired)
        delayed, self._state = _apply_delay_logic(max(0, wanted), self.target, self._config, self._state, _now=now_s)
        return int(max(self._config.min_replicas, min(self._config.max_replicas, delayed)))

    def _record(self) -> Generator[Event, Any, None]:
        while True:
            yield self._env.timeout(RECORDED_S)
            self._recorded.append(self._pool.ongoing)
            if self._env.now % PUSHED_S < RECORDED_S:
                self._told = sum(self._recorded) / len(self._recorded)

    def _scale(self) -> Generator[Event, Any, None]:
        while True:
            yield self._env.timeout(DECIDED_S)
            if (target := self.decide(self._told, self._env.now)) != self.target:
                self.target = target
                self._pool.scale(target, self._start_s)
