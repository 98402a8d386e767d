"""A view: what a policy of autoscaling is shown of one engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class View:
    running: int
    wanted: int
    """Those that are starting included."""
    ongoing: float
    """Segments that are waiting or being made."""
    report: Mapping[str, float]
    """What the replicas tell (pipeline/load.py), added up; the speed in the mean."""


Views = Mapping[str, View]
"""By engine."""


class Policy(Protocol):
    """Of all engines of a region."""

    @property
    def learns(self) -> bool:
        """Whether what was long ago matters to it."""
        ...

    def record(self, now_s: float, views: Views) -> None:
        """Every RECORDED_S."""
        ...

    def decide(self, now_s: float, views: Views) -> Mapping[str, int]:
        """Replicas of each engine; one that is not named keeps those it has."""
        ...


RECORDED_S, PUSHED_S = 2.0, 10.0
"""How often a handle or a replica looks at itself, and how often it tells: Ray Serve's own numbers."""
