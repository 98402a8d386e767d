"""Validation: the same requests put to a real server and to the model of it, at three loads."""

import asyncio
import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from statistics import median

import numpy as np

from benchmarks.load.arrivals import arrivals
from benchmarks.load.workloads import prompts
from benchmarks.serving import Server
from benchmarks.simulation.answer import Asked
from benchmarks.simulation.lines import lines
from benchmarks.simulation.machine import Machine
from benchmarks.simulation.measuring.crowd import rate_of
from benchmarks.simulation.measuring.server import loaded, served
from benchmarks.simulation.service_times import ServiceTimes

WORKLOAD = "sentences"
SHARES = (0.3, 0.5, 0.7)
"""Of the most that the real server answered."""
CALLERS, WARM_S = 16, 5.0
"""Of the closed loop that finds that most."""
REST_S = 5.0
"""Before each load: a server that was just full has some tidying up to do."""
SEED = 20
CLOSE = 0.15
"""By so much the model may be off."""
JUDGED = ("requests/s", "latency mean", "latency p50")
CPU = "CPU per request"


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


def validated(service: ServiceTimes, seconds: float, rounds: int) -> Iterator[Compared]:
    """Starts a server with the default configuration; one load after another, medians of the rounds of each."""
    logging.disable(logging.WARNING)
    with served() as server:
        asyncio.run(loaded(server, WORKLOAD, WARM_S, concurrency=2, seed=SEED + 1))
        busiest = asyncio.run(loaded(server, WORKLOAD, seconds / 2, concurrency=CALLERS, seed=SEED + 2))
        most = rate_of(busiest, seconds / 2)
        for number, share in enumerate(SHARES):
            seeds = range(SEED + 3 + number * rounds, SEED + 3 + (number + 1) * rounds)
            yield middle([compared(server, service, share * most, seconds, seed) for seed in seeds])


def middle(rounds: Sequence[Compared]) -> Compared:
    """Of each figure the median."""

    def medians(each: Sequence[dict[str, float]]) -> dict[str, float]:
        return {name: median(figures[name] for figures in each) for name in each[0]}

    return Compared(
        rounds[0].rate,
        median(one.others_cores for one in rounds),
        medians([one.real for one in rounds]),
        medians([one.simulated for one in rounds]),
    )


def compared(server: Server, service: ServiceTimes, rate: float, seconds: float, seed: int) -> Compared:
    time.sleep(REST_S)
    made = asyncio.run(loaded(server, WORKLOAD, seconds, rate=rate, seed=seed))
    good = [outcome for outcome in made.outcomes if not outcome.error]
    real = figures(
        [(outcome.due_s, (outcome.ttfa_ms or 0) / 1000, outcome.latency_ms / 1000) for outcome in good], seconds
    )
    real[CPU] = (made.cpu_s - service.background_cores * seconds) / len(made.outcomes)
    answered = Machine(with_others(service, made.others_cores)).open_loop(list(requests(rate, seconds, seed)))
    ours = figures([(each.asked.at_s, each.ttfa_s or 0, each.latency_s or 0) for each in answered.answers], seconds)
    ours[CPU] = answered.cpu_s / len(answered.answers)
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


def with_others(service: ServiceTimes, cores: float) -> ServiceTimes:
    """Where others use so much of the machine: the model is told, since nobody could foresee it."""
    return service.model_copy(update={"background_cores": min(0.9, service.background_cores + cores)})
