"""Told: what the replicas of a deployment report of themselves (pipeline/load.py), put together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any, Protocol

NOW_S = 5.0
"""Of the latest reports at least so much is looked at to see what is asked for now."""


class Sample(Protocol):
    """One value of a report, as Ray Serve passes it on."""

    timestamp: float
    value: float


Reported = Mapping[str, Mapping[Any, Sequence[Sample]]]
"""By name and replica, oldest first, of the last `look_back_period_s`."""


@dataclass(frozen=True, slots=True)
class Told:
    """In audio seconds, and audio seconds per second."""

    pending_s: float = 0.0
    """That listeners wait for."""
    pending_batch_s: float = 0.0
    rate: float = 0.0
    """Asked for, in the mean of what is looked back at. Batches hand in as much as is made, and count as that."""
    stood_in_rate: float = 0.0
    """Of that, what another engine was asked for."""
    rate_now: float = 0.0
    """The same as `rate` in the last seconds."""
    stood_in_rate_now: float = 0.0
    speed: float | None = None
    """Of one replica, in the mean of those that know."""
    replicas: int = 0
    """That told."""

    @classmethod
    def by(cls, reported: Reported) -> "Told":
        speeds = [speed for speed in latest(reported, "speed") if speed]
        return cls(
            sum(latest(reported, "pending_audio_s")),
            sum(latest(reported, "pending_batch_audio_s")),
            sum(growths(reported, "accepted_audio_s")),
            sum(growths(reported, "stood_in_audio_s")),
            sum(growths(reported, "accepted_audio_s", NOW_S)),
            sum(growths(reported, "stood_in_audio_s", NOW_S)),
            sum(speeds) / len(speeds) if speeds else None,
            len(latest(reported, "speed")),
        )

    def with_stand_in(self, other: "Told | None") -> "Told":
        """What this engine was asked for, whoever made it: without what it made for others, with what `other` did."""
        other = other or Told()
        return replace(
            self,
            rate=max(0.0, self.rate - self.stood_in_rate) + other.stood_in_rate,
            rate_now=max(0.0, self.rate_now - self.stood_in_rate_now) + other.stood_in_rate_now,
        )


def latest(reported: Reported, name: str) -> list[float]:
    return [series[-1].value for series in told(reported, name)]


def growths(reported: Reported, name: str, last_s: float = inf) -> list[float]:
    """Of what only grows, per second. A replica that has told only once is too new to know."""
    return [growth(series, last_s) for series in told(reported, name)]


def growth(series: Sequence[Sample], last_s: float) -> float:
    last = series[-1]
    first = next((each for each in reversed(series) if last.timestamp - each.timestamp >= last_s), series[0])
    past_s = last.timestamp - first.timestamp
    return (last.value - first.value) / past_s if past_s > 0 else 0.0


def told(reported: Reported, name: str) -> Iterable[Sequence[Sample]]:
    return [series for series in reported.get(name, {}).values() if series]
