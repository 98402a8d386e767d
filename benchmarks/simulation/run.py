"""Runs a scenario once."""

import random
from dataclasses import dataclass

from simpy import Environment

from benchmarks.simulation.answer import Answer
from benchmarks.simulation.demand import Crowd
from benchmarks.simulation.fleet import Fleet, Look
from benchmarks.simulation.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of it."""

    scenario: Scenario
    answers: list[Answer]
    """To everything that was asked, in order."""
    looks: list[Look]
    hit_rate: float
    """Share of requests that a cache was expected to answer."""
    made_s: float
    """Audio seconds that the first engine's replicas made, after the warm-up."""

    @property
    def counted(self) -> list[Answer]:
        """Those after the warm-up."""
        return [answer for answer in self.answers if answer.asked.at_s >= self.scenario.warm_up_s]

    @property
    def speed(self) -> float:
        """Audio seconds per second that each of those replicas made, of those that were there."""
        there = [look.replicas for look in self.looks if look.at_s >= self.scenario.warm_up_s]
        replica_s = sum(there) / len(there) * (self.scenario.duration_s - self.scenario.warm_up_s)
        return self.made_s / replica_s


def run(scenario: Scenario) -> Ran:
    """The same for the same scenario, seed included."""
    env = Environment()
    crowd = Crowd(scenario.demand, scenario.regions, scenario.sample, dice(scenario, "crowd"))
    fleet = Fleet(env, scenario, dice(scenario, "fleet"))
    env.process(fleet.receive(crowd.until(scenario.duration_s)))
    if scenario.warm_up_s:
        env.run(until=scenario.warm_up_s)
    warm_s = fleet.made_s
    env.run(until=scenario.duration_s)
    return Ran(scenario, fleet.answers, fleet.looks, crowd.hit_rate, fleet.made_s - warm_s)


def dice(scenario: Scenario, what: str) -> random.Random:
    """Of their own for each purpose, so that what is asked for is the same whatever becomes of it."""
    return random.Random(f"{scenario.seed} {what}")  # noqa: S311 - no secret
