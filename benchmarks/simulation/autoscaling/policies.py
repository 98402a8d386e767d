"""Policies: Ray Serve's own, the length of a queue as KEDA has it, and Declaim's.

Ray's functions are private, whose version pyproject.toml pins; its public policy reads the wall clock.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from ray.serve._private.common import DeploymentID
from ray.serve.autoscaling_policy import (
    _apply_app_level_autoscaling_config,
    _apply_delay_logic,
    _apply_scaling_factors,
)
from ray.serve.config import AutoscalingConfig, AutoscalingContext

from benchmarks.simulation.autoscaling.view import PUSHED_S, RECORDED_S, Views
from deployments.autoscaling import AudioDemand


class RayServe:
    """Ongoing segments over a target, in the mean of the look-back period, behind delays; each engine for itself."""

    learns = False

    def __init__(self, configs: Mapping[str, AutoscalingConfig]) -> None:
        self._engines = {name: RayServeEngine(config) for name, config in configs.items()}

    def record(self, now_s: float, views: Views) -> None:
        for name, engine in self._engines.items():
            engine.record(now_s, views[name].ongoing)

    def decide(self, now_s: float, views: Views) -> Mapping[str, int]:
        return {
            name: engine.decide(now_s, views[name].running, views[name].wanted)
            for name, engine in self._engines.items()
        }


class RayServeEngine:
    def __init__(self, config: AutoscalingConfig) -> None:
        self._config = config
        self._recorded = deque[float](maxlen=max(1, round(config.look_back_period_s / RECORDED_S)))
        self._told: float | None = None
        self._state: dict[str, Any] = {}

    def record(self, now_s: float, ongoing: float) -> None:
        self._recorded.append(ongoing)
        if now_s % PUSHED_S < RECORDED_S:
            self._told = sum(self._recorded) / len(self._recorded)

    def decide(self, now_s: float, running: int, wanted: int) -> int:
        if self._told is None:
            return wanted
        desired = self._told / self._config.get_target_ongoing_requests()
        scaled = _apply_scaling_factors(desired, running, self._config) if running else ceil(desired)
        delayed, self._state = _apply_delay_logic(max(0, scaled), wanted, self._config, self._state, _now=now_s)
        return int(max(self._config.min_replicas, min(self._config.max_replicas, delayed)))


@dataclass(frozen=True, slots=True)
class Queue:
    """Of one engine."""

    target: float
    """Ongoing segments per replica."""
    replicas: tuple[int, int]
    polled_s: float = 30.0
    stable_s: float = 300.0
    """A number goes down to the highest that was wanted in so long: the HPA's window, which is KEDA's cooldown too."""


class QueueLength:
    """As KEDA scales: ongoing segments at the moment of polling over a target, up at once."""

    learns = False

    def __init__(self, queues: Mapping[str, Queue]) -> None:
        self._queues = queues
        self._wanted = {name: deque[tuple[float, int]]() for name in queues}

    def record(self, now_s: float, views: Views) -> None:
        """It only looks when it decides."""

    def decide(self, now_s: float, views: Views) -> Mapping[str, int]:
        return {name: self._of(name, queue, now_s, views[name].ongoing) for name, queue in self._queues.items()}

    def _of(self, name: str, queue: Queue, now_s: float, ongoing: float) -> int:
        wanted, (least, most) = self._wanted[name], queue.replicas
        if not wanted or now_s - wanted[-1][0] >= queue.polled_s:
            wanted.append((now_s, min(most, max(least, ceil(ongoing / queue.target)))))
        while now_s - wanted[0][0] > queue.stable_s:
            wanted.popleft()
        return max(number for _, number in wanted)


@dataclass(frozen=True, slots=True)
class Sample:
    timestamp: float
    value: float


class Audio:
    """Declaim's own class, behind what Ray Serve puts around a policy of the application, with delays of nothing."""

    learns = True

    def __init__(self, options: Mapping[str, Mapping[str, object]], configs: Mapping[str, AutoscalingConfig]) -> None:
        self._decide = _apply_app_level_autoscaling_config(AudioDemand(options))
        self._configs = configs
        self._ids = {name: DeploymentID(name, "declaim") for name in configs}
        self._recorded: dict[str, deque[tuple[float, Mapping[str, float]]]] = {
            name: deque(maxlen=max(2, round(config.look_back_period_s / RECORDED_S)))
            for name, config in configs.items()
        }
        self._told: dict[str, dict[str, dict[Any, list[Any]]]] = {name: {} for name in configs}
        self._told_anew = False
        self._states: dict[DeploymentID, dict[str, Any]] = {}

    def record(self, now_s: float, views: Views) -> None:
        for name, recorded in self._recorded.items():
            recorded.append((now_s, views[name].report))
            if now_s % PUSHED_S < RECORDED_S:
                self._told_anew = True
                looks = [*list(recorded)[::3], recorded[-1]]
                self._told[name] = {
                    key: spread([Sample(at_s, report[key]) for at_s, report in looks], views[name].running, key)
                    for key in views[name].report
                }

    def decide(self, now_s: float, views: Views) -> Mapping[str, int]:
        if not self._told_anew:
            return {}  # it would decide what it has decided
        self._told_anew = False
        contexts = {deployment: self._context(name, now_s, views) for name, deployment in self._ids.items()}
        decided, self._states = self._decide(contexts)
        return {name: self._bounded(name, decided[deployment]) for name, deployment in self._ids.items()}

    def _bounded(self, name: str, decided: float) -> int:
        config = self._configs[name]
        return max(config.min_replicas, min(config.max_replicas, ceil(decided)))

    def _context(self, name: str, now_s: float, views: Views) -> AutoscalingContext:
        view, config = views[name], self._configs[name]
        return AutoscalingContext(
            deployment_id=self._ids[name],
            deployment_name=name,
            app_name="declaim",
            current_num_replicas=view.running,
            target_num_replicas=view.wanted,
            running_replicas=[],
            total_num_requests=view.ongoing,
            total_queued_requests=0.0,
            aggregated_metrics={},
            raw_metrics=self._told[name],
            capacity_adjusted_min_replicas=config.min_replicas,
            capacity_adjusted_max_replicas=config.max_replicas,
            policy_state=self._states.get(self._ids[name], {}),
            last_scale_up_time=None,
            last_scale_down_time=None,
            current_time=now_s,
            config=config,
        )


def spread(samples: list[Sample], replicas: int, key: str) -> dict[Any, list[Any]]:
    """As if one replica told it all; of the speed, each tells the same."""
    return dict.fromkeys(range(replicas), samples) if key == "speed" else {0: samples}
