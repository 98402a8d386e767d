"""Limits: what each figure must be, and how much worse than before it may become."""

import math
from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from benchmarks.quality.figures import Figures

FILE = Path(__file__).parent / "thresholds.yaml"


class Limit(BaseModel):
    """One figure's entry in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    means: str
    """For people, with its unit."""
    at_least: float | None = None
    at_most: float | None = None
    slack: float | None = None
    """How much worse than the baseline it may be; None where that does not matter."""

    @property
    def wanted(self) -> str:
        bounds = ("≥", self.at_least), ("≤", self.at_most)
        return ", ".join(f"{sign} {bound:g}" for sign, bound in bounds if bound is not None)

    def excess(self, value: float) -> float:
        """By how much it is outside: 0 for none, infinite if it was not measured."""
        if not self.wanted:
            return 0.0
        if math.isnan(value):
            return math.inf
        return max(
            0.0,
            self.at_least - value if self.at_least is not None else 0.0,
            value - self.at_most if self.at_most is not None else 0.0,
        )

    def badness(self, value: float) -> float:
        """A figure that is higher for what is worse: of two bounds, the distance from the middle between them."""
        if self.at_least is not None and self.at_most is not None:
            return abs(value - (self.at_least + self.at_most) / 2)
        return value if self.at_least is None else -value


def read_limits(path: Path = FILE) -> dict[str, Limit]:
    """By figure. Raises pydantic.ValidationError naming the entry that is wrong."""
    return TypeAdapter(dict[str, Limit]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))


def failures(figures: Figures, limits: Mapping[str, Limit]) -> list[str]:
    """A line for each figure that is not what it must be."""
    missing = float("nan")
    outside = {name: limit.excess(figures.get(name, missing)) for name, limit in limits.items()}
    return [failure(name, figures.get(name, missing), limits[name], by) for name, by in outside.items() if by > 0]


def failure(name: str, value: float, limit: Limit, by: float) -> str:
    if math.isnan(value):
        return f"{name} was not measured; must be {limit.wanted}"
    return f"{name} is {value:.4g}, must be {limit.wanted}: missed by {by:.3g}"


def regressions(figures: Figures, earlier: Figures, limits: Mapping[str, Limit]) -> list[str]:
    """A line for each figure that is worse than it was, by more than its slack."""
    return [
        f"{name} is {figures[name]:.4g} and was {earlier[name]:.4g}: worse by more than {limit.slack:g}"
        for name, limit in limits.items()
        if limit.slack is not None
        and name in figures
        and name in earlier
        and not limit.badness(figures[name]) <= limit.badness(earlier[name]) + limit.slack
    ]
