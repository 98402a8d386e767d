"""Validation: the same requests put to a real server and to the model of it, at three loads."""

import asyncio
import logging
import random
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import numpy as np
from simpy import Environment, Event

from benchmarks.load.arrivals import arrivals
from benchmarks.load.workloads import prompts
from benchmarks.serving import Server
from benchmarks.simulation.answer import Answer, Asked
from benchmarks.simulation.engine import Engine
from benchmarks.simulation.lines import lines
from benchmarks.simulation.measuring.server import Loaded, loaded, served
from benchmarks.simulation.pool import Pool
from benchmarks.simulation.processor import Processor
from benchmarks.simulation.region import Region
from benchmarks.simulation.replica import Replica
from benchmarks.simulation.service_times import ServiceTimes
from deployments.settings import Limits, Routing
from pipeline.waits import Waits

WORKLOAD = "sentences"
SHARES = (0.3, 0.6, 0.85)
"""Of the most that the real server answered."""
CALLERS, WARM_S = 16, 5.0
"""Of the closed loop that finds that most."""
REST_S = 5.0
"""Before each load: a server that was just full has some tidying up to do."""
SEED = 20
CLOSE = 0.15
"""By so much the model may be off."""
JUDGED = ("requests/s", "latency mean", "latency p50")


@dataclass(frozen=True, slots=True)
class Compared:
    """One load: requests per second, and each figure of the real server and of the model, in /s and seconds."""

    rate: float
    others_cores: float
    """Used beside the real server, by whatever else ran."""
    real: dict[str, float]
    simulated: dict[str, float]

    def off(self, name: str) -> float:
        return self.simulated[name] / self.real[name] - 1

    @property
    def close(self) -> bool:
        return all(abs(self.off(name)) <= CLOSE for name in JUDGED)


def validated(service: ServiceTimes, seconds: float) -> Iterator[Compared]:
    """Starts a server with the default configuration; one after another."""
    logging.disable(logging.WARNING)
    with served() as server:
        asyncio.run(loaded(server, WORKLOAD, WARM_S, concurrency=2, seed=SEED + 1))
        busiest = asyncio.run(loaded(server, WORKLOAD, seconds / 2, concurrency=CALLERS, seed=SEED + 2))
        most = rate_of(busiest, seconds / 2)
        for number, share in enumerate(SHARES):
            yield compared(server, service, share * most, seconds, SEED + 3 + number)


def rate_of(made: Loaded, seconds: float) -> float:
    return sum(outcome.due_s + outcome.latency_ms / 1000 <= seconds for outcome in made.outcomes) / seconds


def compared(server: Server, service: ServiceTimes, rate: float, seconds: float, seed: int) -> Compared:
    time.sleep(REST_S)
    made = asyncio.run(loaded(server, WORKLOAD, seconds, rate=rate, seed=seed))
    good = [outcome for outcome in made.outcomes if not outcome.error]
    real = figures(
        [(outcome.due_s, (outcome.ttfa_ms or 0) / 1000, outcome.latency_ms / 1000) for outcome in good], seconds
    )
    answers = simulated(with_others(service, made.others_cores), list(requests(rate, seconds, seed)))
    ours = figures([(each.asked.at_s, each.ttfa_s or 0, each.latency_s or 0) for each in answers], seconds)
    return Compared(rate, made.others_cores, real, ours)


def figures(times: Sequence[tuple[float, float, float]], seconds: float) -> dict[str, float]:
    """Of requests: when each was due, and what it took to the first audio and to the end; in seconds."""
    due_s, ttfa_s, latency_s = map(np.array, zip(*times, strict=True))
    return {
        "requests/s": float(np.sum(due_s + latency_s <= seconds)) / seconds,
        **{f"{name} mean": float(values.mean()) for name, values in (("TTFA", ttfa_s), ("latency", latency_s))},
        **{
            f"{name} p{share}": float(np.percentile(values, share))
            for name, values in (("TTFA", ttfa_s), ("latency", latency_s))
            for share in (50, 95)
        },
    }


def requests(rate: float, seconds: float, seed: int) -> Iterator[Asked]:
    """At the same times and for the same texts as `benchmarks.load` has them for that seed, in the real lines."""
    texts = prompts(WORKLOAD, seed)
    for at_s in takewhile(lambda at_s: at_s < seconds, arrivals(rate, 1.0, seed)):
        yield Asked(at_s, lines(next(texts).text))


def simulated(service: ServiceTimes, asked: Sequence[Asked], seed: int = 1) -> list[Answer]:
    """By a region of one replica, which shares the cores with everything else, the client included."""
    env, rng = Environment(), random.Random(seed)  # noqa: S311 - no secret
    cores = Processor(env, service.left)
    pool = Pool(env, lambda: Replica(env, service.engine, cores.work, rng), 1, rng)
    engine = Engine(env, "piper", pool, Waits(lambda: env.now), Routing()), service
    region = Region(env, service, cores.work, [engine], (1, Limits(), Routing()), rng)
    answers = [Answer(each) for each in asked]
    for answer in answers:
        env.process(arriving(env, region, answer))
    env.run()
    return answers


def arriving(env: Environment, region: Region, answer: Answer) -> Generator[Event, Any, None]:
    yield env.timeout(answer.asked.at_s)
    yield from region.answer(answer)


def with_others(service: ServiceTimes, cores: float) -> ServiceTimes:
    """Where others use so much of the machine: the model is told, since nobody could foresee it."""
    return service.model_copy(update={"background_cores": min(0.9, service.background_cores + cores)})
