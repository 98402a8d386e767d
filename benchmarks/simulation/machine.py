"""A machine with one server and its client: a region of one replica, which shares the cores with everything else."""

import random
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from simpy import Environment, Event

from benchmarks.simulation.answer import Answer, Asked
from benchmarks.simulation.engine import Engine
from benchmarks.simulation.pool import Pool
from benchmarks.simulation.processor import Processor
from benchmarks.simulation.region import Region
from benchmarks.simulation.replica import Replica
from benchmarks.simulation.service_times import ServiceTimes
from deployments.settings import Limits, Routing
from models.engine import Segment
from pipeline.waits import Waits

Steps = Generator[Event, Any, None]


@dataclass(frozen=True, slots=True)
class Answered:
    answers: list[Answer]
    cpu_s: float
    """Spent on all of them."""

    def per_s(self, seconds: float) -> float:
        """Answers in the first so many seconds, per second."""
        return sum(each.asked.at_s + (each.latency_s or 0.0) <= seconds for each in self.answers) / seconds


class Machine:
    """From idle."""

    def __init__(self, service: ServiceTimes, seed: int = 1) -> None:
        self._env, rng = Environment(), random.Random(seed)  # noqa: S311 - no secret
        env = self._env
        self._cores = cores = Processor(env, service.left)
        pool = Pool(env, lambda: Replica(env, service.engine, cores.work, rng), 1, rng)
        engine = Engine(env, "piper", pool, Waits(lambda: env.now), Routing()), service
        self._region = Region(env, service, cores.work, [engine], (1, Limits(), Routing()), rng)

    def open_loop(self, asked: Sequence[Asked]) -> Answered:
        """Each at its time, to the last."""
        answers = [Answer(each) for each in asked]
        for answer in answers:
            self._env.process(self._at_its_time(answer))
        self._env.run()
        return Answered(answers, self._cores.spent_s)

    def closed_loop(self, texts: Iterator[tuple[Segment, ...]], callers: int, seconds: float) -> Answered:
        """Each of so many asks again and again until time is up, and all are answered."""
        answers = list[Answer]()
        for _ in range(callers):
            self._env.process(self._ask_on(texts, seconds, answers))
        self._env.run()
        return Answered(answers, self._cores.spent_s)

    def _at_its_time(self, answer: Answer) -> Steps:
        yield self._env.timeout(answer.asked.at_s)
        yield from self._region.answer(answer)

    def _ask_on(self, texts: Iterator[tuple[Segment, ...]], seconds: float, answers: list[Answer]) -> Steps:
        while self._env.now < seconds:
            answers.append(Answer(Asked(self._env.now, next(texts))))
            yield from self._region.answer(answers[-1])
