"""Streams: callers of one replica alone, as `python -m benchmarks engines` has them, for a model to be held against."""

import random
from collections.abc import Generator
from statistics import median
from typing import Any

from simpy import Environment, Event

from benchmarks.simulation.replica import Replica
from benchmarks.simulation.row import Row, segment_of
from benchmarks.simulation.service_times import ServiceTimes, Streams

SECONDS = 10.0
SEED = 1


def simulated(service: ServiceTimes) -> list[Streams]:
    """What the model makes of what was measured."""
    return [
        Streams(
            callers=each.callers,
            audio_s_per_s=speed(service, each.callers),
            ttfa_s=ttfa_s(service, each.callers) if each.ttfa_s else None,
        )
        for each in service.streams
    ]


def speed(service: ServiceTimes, callers: int) -> float:
    """Audio seconds per second, where each of so many asks again and again."""
    alone = Alone(service)
    for _ in range(callers):
        alone.env.process(alone.ask_on())
    alone.env.run(until=SECONDS)
    return alone.made_s / SECONDS


def ttfa_s(service: ServiceTimes, callers: int) -> float:
    """The median, where so many ask an idle replica at once."""
    alone = Alone(service)
    for _ in range(callers):
        alone.ask()
    alone.env.run()
    return median(alone.firsts_s)


class Alone:
    """An engine alone."""

    def __init__(self, service: ServiceTimes) -> None:
        self.env, self._service, self._rng = Environment(), service, random.Random(SEED)  # noqa: S311 - no secret
        self._replica = Replica(self.env, service.engine, self.env.timeout, self._rng)
        self.made_s = 0.0
        self.firsts_s: list[float] = []

    def ask(self) -> Row:
        """For one segment."""
        audio_s = self._service.audio.length_s(self._service.streams_characters, self._rng)
        asked_s, heard = self.env.now, False

        def hear(_: float) -> None:
            nonlocal heard
            if not heard:
                heard = True
                self.firsts_s.append(self.env.now - asked_s)

        row = Row(
            self.env, segment_of(self._service.streams_characters), audio_s, self._service.engine.longest_window, hear
        )
        self._replica.accept(row)
        return row

    def ask_on(self) -> Generator[Event, Any, None]:
        while True:
            row = self.ask()
            yield row.ended
            self.made_s += row.audio_s
