"""A fleet: regions with their engines, a front door that sends listeners to one, and what goes wrong."""

import random
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Any

from ray.serve.config import AutoscalingConfig
from simpy import Environment, Event

from benchmarks.simulation.answer import Answer, Asked
from benchmarks.simulation.autoscaler import Autoscaler
from benchmarks.simulation.autoscaling.policies import Audio, RayServe
from benchmarks.simulation.autoscaling.view import Policy
from benchmarks.simulation.engine import Engine
from benchmarks.simulation.pool import Pool
from benchmarks.simulation.processor import Processor
from benchmarks.simulation.region import Region
from benchmarks.simulation.replica import Replica
from benchmarks.simulation.scenario import Autoscaling, Scenario
from benchmarks.simulation.service_times import ServiceTimes
from pipeline.waits import Waits

Steps = Generator[Event, Any, None]


@dataclass(frozen=True, slots=True)
class Look:
    """The fleet at one moment; replicas and segments of the first engine."""

    at_s: float
    replicas: int
    starting: int
    ongoing: int


class Fleet:
    """One in `scenario.sample` of it."""

    def __init__(self, env: Environment, scenario: Scenario, rng: random.Random) -> None:
        self.regions = [region(env, scenario, rng) for _ in range(scenario.regions)]
        self.answers: list[Answer] = []
        self.looks: list[Look] = []
        self._env, self._scenario, self._rng = env, scenario, rng
        if scenario.autoscaling:
            start_s = {"first": scenario.autoscaling.start_s}
            for each in self.regions:
                Autoscaler(
                    env, {"first": each.engines[0][0].pool}, policy(scenario.autoscaling, scenario.sample), start_s
                )
        env.process(self._watch())
        if scenario.loss:
            env.process(self._lose(scenario.loss.at_s))

    def receive(self, requests: Iterable[Asked]) -> Steps:
        """Each at its time."""
        for asked in requests:
            yield self._env.timeout(asked.at_s - self._env.now)
            answer = Answer(asked)
            self.answers.append(answer)
            home = self._region(asked)
            if home is None:
                answer.fate = "unreachable"
            else:
                self._env.process(home.answer(answer))

    @property
    def made_s(self) -> float:
        """Audio seconds that the first engines have made."""
        return sum(each.engines[0][0].pool.made_s for each in self.regions)

    def _region(self, asked: Asked) -> Region | None:
        """The listener's own or, once the front door knows that it is gone, any other."""
        home, loss = self.regions[asked.region], self._scenario.loss
        if home.alive:
            return home
        assert loss is not None
        alive = [each for each in self.regions if each.alive]
        return self._rng.choice(alive) if self._env.now >= loss.at_s + loss.failover_s else None

    def _lose(self, at_s: float) -> Steps:
        yield self._env.timeout(at_s)
        self.regions[0].die()

    def _watch(self) -> Steps:
        while True:
            pools = [each.engines[0][0].pool for each in self.regions]
            numbers = (
                sum(len(pool.replicas) for pool in pools),
                sum(pool.starting for pool in pools),
                sum(pool.ongoing for pool in pools),
            )
            self.looks.append(Look(self._env.now, *numbers))
            yield self._env.timeout(self._scenario.every_s / 10)


def region(env: Environment, scenario: Scenario, rng: random.Random) -> Region:
    waits, cells = Waits(lambda: env.now), scenario.sample * scenario.regions

    def engine(name: str, replicas: int, times: ServiceTimes) -> tuple[Engine, ServiceTimes]:
        pool = Pool(env, lambda: Replica(env, times.engine, device(env, times), rng), replicas // cells, rng)
        return Engine(env, name, pool, waits, scenario.routing), times

    engines = [engine("first", scenario.gpus, scenario.service)]
    if scenario.stand_in:
        engines.append(engine("stand-in", scenario.stand_in.replicas, scenario.stand_in.service))
    settings = max(1, round(scenario.ingresses / cells)), scenario.limits, scenario.routing
    return Region(env, scenario.service, env.timeout, engines, settings, rng)


def device(env: Environment, times: ServiceTimes) -> Callable[[float], Event]:
    """Of one replica: cores that its workers share, or a device that is there for its only worker."""
    return Processor(env, times.speeds).work if times.engine.workers > 1 else env.timeout


def policy(given: Autoscaling, sample: int) -> Policy:
    """Of one region's first engine."""
    config = {"first": autoscaling_config(given, sample)}
    return RayServe(config) if given.audio is None else Audio({"first": given.audio}, config)


def autoscaling_config(given: Autoscaling, sample: int) -> AutoscalingConfig:
    """For one in so many replicas."""
    scaled = {
        name: max(1, round(value / sample)) if name.endswith("_replicas") else value
        for name, value in given.options.items()
    }
    return AutoscalingConfig(**scaled)
