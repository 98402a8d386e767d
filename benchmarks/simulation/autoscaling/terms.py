"""Terms: what a contest takes for granted of the engine, and what those it is held against aim at."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.simulation.autoscaling.curve import Curve, measured
from benchmarks.simulation.scenario import from_file, read_service
from benchmarks.simulation.service_times import ServiceTimes

CHARACTERS = (25, 100)
"""Of a segment."""
BATCH_ROWS = (0, 1, 2, 4, 8, 16)
"""That the engine is tried with."""
STAND_IN = Path(__file__).parents[1] / "scenarios" / "assumed_cpu.json"
STAND_IN_START_S = 8.0
"""Until a stand-in serves: a process on a node that is there."""
FIRST_S, STAND_IN_S = 20, 4
"""Seconds of each trial."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Of the first engine; the stand-in is always the same."""

    engine: str = "assumed_gpu.json"
    """Its service times: a file, or the name of one beside the scenarios."""
    pace: float = 1.0
    """So many times as long as there everything takes."""
    start_s: float = 60.0
    """Until a replica serves: a model on a GPU that is there."""
    targets: tuple[float, ...] = (2.0, 6.0, 8.0)
    """Of ongoing segments per GPU, for policies that go by those. 2 is Ray Serve's default."""
    against: float = 8.0
    """That of Ray Serve's whose GPUs are as busy as ours in the mean: a GPU at half of its speed has 7 ongoing."""

    @property
    def service(self) -> ServiceTimes:
        """Raises ValueError and NotServiceTimes."""
        given: ServiceTimes = from_file(self.engine)
        return given.model_copy(update={"engine": given.engine.at_pace(self.pace)})

    @property
    def starts_s(self) -> Mapping[str, float]:
        return {"first": self.start_s, "stand-in": STAND_IN_START_S}

    @property
    def theirs(self) -> str:
        """Name of the policy that ours is held against."""
        return ray_serve(self.against)


def ray_serve(target: float) -> str:
    return f"Ray Serve, target {target:g}"


@cache
def curves(terms: Terms) -> tuple[Curve, Curve]:
    """Of the engine and its stand-in."""
    first = measured(terms.service, CHARACTERS, FIRST_S, BATCH_ROWS)
    return first, measured(read_service(STAND_IN), CHARACTERS, STAND_IN_S)
