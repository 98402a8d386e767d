"""When the requests of an open loop are due."""

import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.load.plan import Plan
from benchmarks.load.workloads import listed, prompts
from benchmarks.load.workloads.prompt import Prompt


def due(plan: Plan) -> Iterator[tuple[float, Prompt]]:
    """Seconds since the run began, and what is asked for then. Raises NoSuchWorkload and NotAWorkload."""
    if plan.rate:
        return zip(arrivals(plan.rate, plan.burstiness, plan.seed), prompts(plan.workload, plan.seed), strict=False)
    speed_up = plan.speed_up or 1.0
    return (((prompt.at_s or 0.0) / speed_up, prompt) for prompt in listed.trace(Path(plan.workload)))


def arrivals(rate: float, burstiness: float, seed: int) -> Iterator[float]:
    """Without end, `rate` per second in the mean, at gaps of a gamma distribution.

    Their coefficient of variation is 1 / sqrt(burstiness), as in vLLM's benchmark: at 1 that is a Poisson process,
    below it requests come in bursts, above it more evenly.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret
    at_s = 0.0
    while True:
        at_s += rng.gammavariate(burstiness, 1 / (rate * burstiness))
        yield at_s
