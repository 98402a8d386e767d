"""How fast the cores are together when a server is asked for more than it can do: what its processes cost each other.

Nothing that is measured of one request at a time tells it. It is the one figure that comes from a server under load,
and not from a load that a validation looks at.
"""

from collections.abc import Iterator

from benchmarks.load.workloads import prompts
from benchmarks.serving import Server
from benchmarks.simulation.lines import lines
from benchmarks.simulation.machine import Machine
from benchmarks.simulation.measuring.server import Loaded, loaded
from benchmarks.simulation.service_times import ServiceTimes
from models.engine import Segment

WORKLOAD, CALLERS, SECONDS, SEED = "sentences", 16, 12.0, 79
CLOSE = 0.002
"""Of a core."""


async def most(server: Server) -> tuple[float, float]:
    """Answers per second of the real one, and the cores that others used meanwhile."""
    made = await loaded(server, WORKLOAD, SECONDS, concurrency=CALLERS, seed=SEED)
    return rate_of(made, SECONDS), made.others_cores


def rate_of(made: Loaded, seconds: float) -> float:
    return sum(outcome.due_s + outcome.latency_ms / 1000 <= seconds for outcome in made.outcomes) / seconds


def speeds(service: ServiceTimes, per_s: float, others_cores: float = 0.0) -> tuple[float, ...]:
    """With which the model answers as many per second, for no core is faster than one alone."""
    cores = len(service.speeds)
    low, high = 1.0, float(cores)
    while high - low > CLOSE:
        middle = (low + high) / 2
        answered = answers_per_s(with_speed(service, middle, others_cores))
        low, high = (middle, high) if answered < per_s else (low, middle)
    return with_speed(service, high, 0.0).speeds


def with_speed(service: ServiceTimes, most: float, others_cores: float) -> ServiceTimes:
    """Where all cores together come to so much; those in between lie on a line."""
    cores = len(service.speeds)
    steps = tuple(1 + (most - 1) * n / max(1, cores - 1) for n in range(cores))
    beside = min(0.9, service.background_cores + others_cores)
    return service.model_copy(update={"speeds": steps, "background_cores": beside})


def answers_per_s(service: ServiceTimes) -> float:
    return Machine(service).closed_loop(texts(), CALLERS, SECONDS).per_s(SECONDS)


def texts() -> Iterator[tuple[Segment, ...]]:
    for prompt in prompts(WORKLOAD, SEED):
        yield lines(prompt.text)
