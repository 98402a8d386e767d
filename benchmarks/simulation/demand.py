"""Demand: who asks for what and when."""

import random
from collections.abc import Iterator
from math import inf
from typing import Self

from pydantic import Field, model_validator

from benchmarks.simulation.answer import Asked
from benchmarks.simulation.popularity import Zipf
from benchmarks.simulation.row import segment_of
from benchmarks.simulation.service_times import Strict


class Kind(Strict):
    """One kind of text."""

    share: float = Field(gt=0, le=1)
    """Of all requests."""
    segments: tuple[int, int]
    """Fewest and most; any between them as likely."""
    characters: tuple[int, int]
    """Of a segment, likewise."""

    @property
    def mean_characters(self) -> float:
        return sum(self.segments) / 2 * sum(self.characters) / 2

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for name, (least, most) in (("segments", self.segments), ("characters", self.characters)):
            if not 1 <= least <= most:
                raise ValueError(f"{name}: write [fewest, most], from 1 on")
        return self


class Spike(Strict):
    """A moment from which so many times as much is asked for."""

    at_s: float = Field(ge=0)
    for_s: float = Field(inf, gt=0)
    times: float = Field(gt=0)


class Texts(Strict):
    """Which texts are asked for again, and how many answers caches have room for."""

    different: int = Field(ge=1, le=10**12)
    exponent: float = Field(gt=0, lt=3)
    """Of Zipf's law."""
    new_share: float = Field(0.0, ge=0, le=1)
    """Of requests, what nobody asked for before or will again."""
    kept: float = Field(ge=0)
    """Answers that all caches of a region have room for."""
    ttl_s: float = Field(7 * 24 * 3600, gt=0)


class Demand(Strict):
    """Of the whole fleet."""

    listeners: int = Field(ge=1)
    asks_per_minute: float = Field(gt=0)
    """Of each listener."""
    kinds: dict[str, Kind] = Field(min_length=1)
    texts: Texts | None = None
    """None: no text is asked for twice."""
    spike: Spike | None = None
    day: tuple[float, ...] | None = Field(None, min_length=24, max_length=24)
    """Listeners at each hour, as shares of `listeners`; the report has GPUs by the hour then."""

    @property
    def per_s(self) -> float:
        return self.listeners * self.asks_per_minute / 60

    @model_validator(mode="after")
    def _everyone_asks(self) -> Self:
        if abs(sum(kind.share for kind in self.kinds.values()) - 1) > 1e-6:
            raise ValueError("kinds: their shares must add up to 1")
        return self


class Crowd:
    """Requests of a part of the demand, at random moments; which answers are kept is drawn too.

    Kept is what it would be with all of the demand: a cache that only a hundredth of it filled would know less.
    """

    def __init__(self, demand: Demand, regions: int, sample: int, rng: random.Random) -> None:
        self._demand, self._regions, self._rng = demand, regions, rng
        self._per_s = demand.per_s / sample
        self._kinds = list(demand.kinds.values())
        self._shares = [kind.share for kind in self._kinds]
        self._zipf, self._hits, self.hit_rate = None, list[float](), 0.0
        if texts := demand.texts:
            self._zipf = Zipf(texts.different, texts.exponent)
            again_per_s = demand.per_s / regions * (1 - texts.new_share)
            self._hits = self._zipf.hits(again_per_s, texts.kept, texts.ttl_s) if again_per_s else []
            self.hit_rate = (1 - texts.new_share) * self._zipf.hit_rate(self._hits) if self._hits else 0.0

    def until(self, end_s: float) -> Iterator[Asked]:
        """In order of time. Poisson; a spike is a time at which more of the most there may be are let through."""
        spike, now_s = self._demand.spike, 0.0
        most = self._per_s * max(1.0, spike.times if spike else 1.0)
        while (now_s := now_s + self._rng.expovariate(most)) < end_s:
            if self._rng.random() * most < self._per_s * factor(spike, now_s):
                yield self._asked(now_s)

    def _asked(self, now_s: float) -> Asked:
        rng = self._rng
        (kind,) = rng.choices(self._kinds, self._shares)
        segments = tuple(segment_of(rng.randint(*kind.characters)) for _ in range(rng.randint(*kind.segments)))
        region = rng.randrange(self._regions)
        texts = self._demand.texts
        if self._zipf is None or texts is None or rng.random() < texts.new_share:
            return Asked(now_s, segments, region=region)
        bucket, rank = self._zipf.draw(rng)
        return Asked(now_s, segments, rank, rng.random() < self._hits[bucket], region)


def factor(spike: Spike | None, now_s: float) -> float:
    """How many times the usual is asked for."""
    return spike.times if spike and spike.at_s <= now_s < spike.at_s + spike.for_s else 1.0
