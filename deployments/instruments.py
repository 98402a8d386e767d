"""Instruments: how Ray counts and measures, in the few shapes that we use; telemetry.py names what."""

import time
from functools import cache
from threading import Thread
from typing import NoReturn
from weakref import WeakSet

from ray.serve import metrics

REPEAT_S = 1.0
"""As often as Ray reports, at most."""

SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30, 60]
"""0.3 is the objective for the first audio: what share was in time is only known where a bucket ends."""
SHARES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5]
ROWS = [1.0, 2, 4, 8, 16, 32, 64, 128]


class Counter:
    """Counts up, by tags. Nothing is not counted: Ray refuses to."""

    def __init__(self, name: str, description: str, *tags: str) -> None:
        self._counter = metrics.Counter(name, description, tags)  # type: ignore[arg-type]

    def add(self, value: float, **tags: str) -> None:
        if value > 0:
            self._counter.inc(value, tags)


class Glimpse:
    """What was seen last, by tags; Ray forgets it after two reports, some seconds."""

    def __init__(self, name: str, description: str, *tags: str) -> None:
        self._gauge = metrics.Gauge(name, description, tags)  # type: ignore[arg-type]

    def set(self, value: float, **tags: str) -> None:
        self._gauge.set(value, tags)


class Gauge(Glimpse):
    """Stands where it was last set, by tags: it is set again and again, so that Ray does not forget it."""

    def __init__(self, name: str, description: str, *tags: str) -> None:
        super().__init__(name, description, *tags)
        self._last: dict[tuple[tuple[str, str], ...], float] = {}
        GAUGES.add(self)
        repeating()

    def set(self, value: float, **tags: str) -> None:
        super().set(value, **tags)
        self._last[tuple(tags.items())] = value

    def repeat(self) -> None:
        for tags, value in list(self._last.items()):
            super().set(value, **dict(tags))


GAUGES: WeakSet[Gauge] = WeakSet()
"""Of this process."""


@cache
def repeating() -> Thread:
    """The thread that does it, one for all."""
    thread = Thread(target=repeat_for_ever, name="gauges", daemon=True)
    thread.start()
    return thread


def repeat_for_ever() -> NoReturn:
    while True:
        time.sleep(REPEAT_S)
        for gauge in list(GAUGES):
            gauge.repeat()


class Histogram:
    """Spreads out, by tags."""

    def __init__(self, name: str, description: str, boundaries: list[float], *tags: str) -> None:
        self._histogram = metrics.Histogram(name, description, boundaries, tags)  # type: ignore[arg-type]

    def observe(self, value: float, **tags: str) -> None:
        self._histogram.observe(value, tags)
