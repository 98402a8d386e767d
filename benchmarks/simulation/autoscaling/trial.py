"""A trial: some replicas under a steady load, every segment of it simulated."""

import random
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from simpy import Environment, Event

from benchmarks.simulation.pool import Pool
from benchmarks.simulation.processor import Processor
from benchmarks.simulation.replica import Replica
from benchmarks.simulation.row import Row, segment_of
from benchmarks.simulation.service_times import ServiceTimes, wobble
from models.engine import Lane

REPLICAS = 4
WARM_UP = 0.2
"""Share of the time that is not counted."""
LOOK_S = 0.25


@dataclass(frozen=True, slots=True)
class Point:
    """What a replica does at one load."""

    ttfa_s: NDArray[np.float64]
    """Of listeners, sorted."""
    ongoing: float
    """Their segments, in the mean."""
    speed: float
    """That it tells of: audio seconds per second of work."""
    made: float
    """Audio seconds per second for listeners."""
    batch_made: float

    def late(self, within_s: float) -> float:
        """Share of listeners who hear nothing within that time."""
        return 1 - float(np.searchsorted(self.ttfa_s, within_s, side="right")) / max(1, len(self.ttfa_s))


class Trial:
    def __init__(self, service: ServiceTimes, characters: tuple[int, int], seconds: float, seed: int = 1) -> None:
        """Segments of so many characters."""
        self._env, self._rng = Environment(), random.Random(seed)  # noqa: S311 - no secret
        self._service, self._characters, self._seconds = service, characters, seconds
        self._pool = Pool(self._env, self._replica, REPLICAS, self._rng)
        self._ttfa_s: list[float] = []
        self._made_s = dict.fromkeys(("interactive", "batch"), 0.0)

    def at(self, per_s: float, batch_rows: int = 0) -> Point:
        """So many segments per second and replica, beside so many of batches that each replica has at any time."""
        for _ in range(batch_rows * REPLICAS):
            self._accept("batch")
        if per_s:
            self._env.process(self._come(per_s * REPLICAS))
        ongoing, speeds = [], []
        while self._env.now < self._seconds:
            self._env.run(until=self._env.now + LOOK_S)
            if self._counts:
                ongoing.append(self._pool.ongoing / REPLICAS - batch_rows)
                speeds += [speed for each in self._pool.replicas if (speed := each.report["speed"])]
        replica_s = self._seconds * (1 - WARM_UP) * REPLICAS
        made, batch_made = (self._made_s[lane] / replica_s for lane in ("interactive", "batch"))
        speed = float(np.mean(speeds)) if speeds else 0.0
        return Point(np.sort(self._ttfa_s), float(np.mean(ongoing)), speed, made, batch_made)

    @property
    def _counts(self) -> bool:
        return bool(self._env.now > self._seconds * WARM_UP)

    def _replica(self) -> Replica:
        times, env = self._service, self._env
        work = Processor(env, times.speeds).work if times.engine.workers > 1 else env.timeout
        return Replica(env, times.engine, work, self._rng)

    def _come(self, per_s: float) -> Generator[Event, Any, None]:
        while True:
            yield self._env.timeout(self._rng.expovariate(per_s))
            self._accept("interactive")

    def _accept(self, lane: Lane) -> None:
        segment = segment_of(self._rng.randint(*self._characters), lane)
        audio_s = self._service.audio.length_s(len(segment.text), self._rng)
        asked_s, times = self._env.now, self._service.engine

        def hear(_: float) -> None:
            if lane == "interactive" and not row.begun_to_be_heard:
                row.begun_to_be_heard = True
                self._hear(asked_s)

        row = Heard(self._env, segment, audio_s, times.longest_window, hear)
        assert row.ended.callbacks is not None
        row.ended.callbacks.append(lambda _: self._end(lane, audio_s))
        replica = self._pool.choose()
        assert replica is not None
        replica.accept(row)

    def _hear(self, asked_s: float) -> None:
        if self._counts:
            around = self._service.overhead
            around_s = (around.before_s + around.message_s) * wobble(around.spread, self._rng) + around.delay_s
            self._ttfa_s.append(self._env.now - asked_s + around_s)

    def _end(self, lane: Lane, audio_s: float) -> None:
        if self._counts:
            self._made_s[lane] += audio_s
        if lane == "batch":
            self._accept("batch")


class Heard(Row):
    """A row that knows whether somebody heard it."""

    begun_to_be_heard = False
