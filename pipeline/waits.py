"""Waits: how long each engine would keep a new segment waiting, by what its replicas told."""

import time
from collections.abc import Callable
from math import inf

from pipeline.load import Load

BELIEVED_S = 5.0
"""Seconds after which what was heard counts for nothing: an engine that nobody asks tells nothing new."""


class Waits:
    """By engine. Replicas share a queue by chance, so it is an average of what they told, the latest above all."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._heard: dict[str, tuple[float, float]] = {}
        """Seconds to wait, and when that was said."""

    def __getitem__(self, engine: str) -> float:
        """Seconds. None for an engine of which nothing is known; queues grow shorter as time passes."""
        wait_s, age_s = self._known(engine)
        return max(0.0, wait_s - age_s) if age_s < BELIEVED_S else 0.0

    def hear(self, engine: str, load: Load) -> None:
        _, age_s = self._known(engine)
        old = 0.5 ** (1 + age_s) if age_s < BELIEVED_S else 0.0
        self._heard[engine] = old * self[engine] + (1 - old) * load.wait_s, self._clock()

    def _known(self, engine: str) -> tuple[float, float]:
        """Seconds to wait, and how long ago that was said."""
        wait_s, heard_at = self._heard.get(engine, (0.0, -inf))
        return wait_s, self._clock() - heard_at
