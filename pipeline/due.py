"""Due: when a render's lines are wanted, so that engines do first what is heard first, whoever hears it."""

import time
from collections import deque
from collections.abc import Callable

from pipeline.hearing import MARGIN_S, Hearing

LONGEST_LEAD_S = 10.0
"""Nothing is due later than that: not everyone who reads only listens, and who made less than that ahead needs the
engine more."""
LEAD_OF_TIMEOUT = 0.25
"""Nor than after this part of the silence that the caller accepts."""
CERTAIN = 0.7
"""Of a line's expected length, as long as it is not known."""


class Due:
    """Of one render, which has its lines made ahead of what is heard. `timeout_s` is the silence that its caller
    accepts, `clock` gives seconds since the epoch."""

    def __init__(self, timeout_s: float, clock: Callable[[], float] = time.time) -> None:
        self._lead_s = min(LONGEST_LEAD_S, LEAD_OF_TIMEOUT * timeout_s)
        self._hearing, self._clock = Hearing(clock=clock), clock
        self._coming = deque[float]()
        """Audio seconds that are expected of each line that has begun and not ended, beside those that were sent."""

    def begin(self, expected_s: float) -> float | None:
        """When the next line is due that has it made, in seconds since the epoch; None: somebody waits for it in
        silence."""
        heard_at, before_s = self._hearing.heard_at, sum(self._coming)
        self._coming.append(CERTAIN * expected_s)
        if heard_at is None:
            return None
        now = self._clock()
        return min(max(heard_at, now) + before_s - MARGIN_S, now + self._lead_s)

    def send(self, audio_s: float) -> None:
        """So much more of the first of these lines, or of a pause before it, is sent."""
        self._hearing.send(audio_s)
        if self._coming:
            self._coming[0] = max(0.0, self._coming[0] - audio_s)

    def end(self) -> None:
        """All of the first one is."""
        self._coming.popleft()
