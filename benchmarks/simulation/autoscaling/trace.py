"""A trace: what is asked for over days, in audio seconds per second; the files beside it."""

import random
from collections.abc import Iterator
from math import exp, prod, sqrt
from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from benchmarks.simulation.errors import NoSuchScenario, NotAScenario
from benchmarks.simulation.service_times import Strict

SHIPPED = Path(__file__).with_name("traces")
HELD_OUT = SHIPPED / "held_out"
"""On which nothing was ever tuned; who tunes on one of them moves it to the others and writes a new one."""
DAY_S = 24 * 3600


class Burst(Strict):
    """Demand is not smooth: it wanders around what it should be."""

    spread: float = Field(0.1, ge=0, lt=1)
    """Standard deviation of its logarithm."""
    over_s: float = Field(120, gt=0)
    """Time after which a third of a deviation is left."""


class Surge(Strict):
    """So many times as much for a while, or as little."""

    at_s: float = Field(ge=0)
    rise_s: float = Field(60, gt=0)
    for_s: float = Field(gt=0)
    fall_s: float = Field(600, gt=0)
    times: float = Field(ge=0)

    def factor(self, at_s: float) -> float:
        past_s = at_s - self.at_s
        risen, left = past_s / self.rise_s, 1 - (past_s - self.rise_s - self.for_s) / self.fall_s
        return 1 + (self.times - 1) * max(0.0, min(1.0, risen, left))


class Bulk(Strict):
    """Batches that are handed in at the same time of each day."""

    at_s: float = Field(ge=0, lt=DAY_S)
    audio_s: float = Field(gt=0)
    segments_at_once: int = Field(ge=1)
    """By all Encoders together; as many as there are while listeners are, see pipeline/courtesy.py."""


class Trace(Strict):
    title: str
    days: float = Field(gt=0)
    """That are counted."""
    learn_days: int = Field(0, ge=0)
    """Before those; all policies run through them."""
    first_weekday: int = Field(0, ge=0, le=6)
    """0: Monday."""
    step_s: float = Field(1.0, gt=0, le=5)
    peak: float = Field(gt=0)
    """Audio seconds per second at the busiest hour of an ordinary day."""
    day: tuple[float, ...] = Field(min_length=24, max_length=24)
    """Share of the peak on each full hour, straight between."""
    week: tuple[float, ...] = Field((1.0,) * 7, min_length=7, max_length=7)
    growth: tuple[float, ...] = (1.0,)
    """Factor on each counted day's midnight, straight between, the last one from then on."""
    burst: Burst = Burst()
    surges: tuple[Surge, ...] = ()
    """Their times count from the first counted day."""
    bulk: Bulk | None = None
    replicas: tuple[int, int]
    """Fewest and most of the GPUs."""
    ingresses: int = Field(ge=1)

    @property
    def learn_s(self) -> float:
        return self.learn_days * DAY_S

    def rate(self, at_s: float) -> float:
        """Expected; `at_s` counts from the beginning, days of learning included."""
        day, counted = at_s / DAY_S, at_s - self.learn_s
        hour = at_s % DAY_S / 3600
        weekday = (self.first_weekday - self.learn_days + int(day)) % 7
        rate = self.peak * straight((*self.day, self.day[0]), hour) * self.week[weekday]
        grown = straight(self.growth, max(0.0, counted / DAY_S))
        return rate * grown * prod(surge.factor(counted) for surge in self.surges)

    def rates(self, rng: random.Random) -> Iterator[float]:
        """Of every step, with its bursts."""
        deviation, at_s, left = 0.0, 0.0, exp(-self.step_s / self.burst.over_s)
        while at_s < self.learn_s + self.days * DAY_S:
            deviation = deviation * left + rng.gauss(0, self.burst.spread * sqrt(1 - left * left))
            yield self.rate(at_s) * exp(deviation - self.burst.spread**2 / 2)
            at_s += self.step_s


def straight(values: tuple[float, ...], at: float) -> float:
    n = min(int(at), len(values) - 1)
    after = values[min(n + 1, len(values) - 1)]
    return values[n] + (after - values[n]) * min(1.0, at - n)


def shipped(folder: Path = SHIPPED) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.yaml"))


def read(name: str) -> Trace:
    """By its name or from a file. Raises NoSuchScenario and NotAScenario."""
    places = (SHIPPED / f"{name}.yaml", HELD_OUT / f"{name}.yaml", Path(name))
    path = next((path for path in places if path.is_file()), None)
    if path is None:
        known = ", ".join(shipped() + shipped(HELD_OUT))
        raise NoSuchScenario(f"{name} is neither a file nor one of {known}")
    try:
        return Trace.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError, ValidationError) as error:
        raise NotAScenario(f"{path}: {error}".replace("\n", " ")) from None
