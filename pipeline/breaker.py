"""Breaker: an engine that fails again and again is left alone for a while."""

import time
from collections.abc import Callable
from typing import Literal

State = Literal["closed", "open", "half_open"]


class Breaker:
    """Closed: calls go through. Open, after `failures` in a row: none does. Half-open, `open_s` later: one does, and
    its outcome closes or opens it again (Nygard, Release It!, 2007). `observe` hears of every change.
    """

    def __init__(
        self,
        failures: int,
        open_s: float,
        observe: Callable[[State], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit, self._open_s = failures, open_s
        self._observe, self._clock = observe, clock
        self._failures = 0
        self._opened = 0.0
        self.state: State = "closed"

    @property
    def resting(self) -> bool:
        """Whether no call would go through now."""
        if self.state == "open":
            return self._clock() - self._opened < self._open_s
        return self.state == "half_open"

    def admits(self) -> bool:
        """Whether a call may go through now; one that does reports how it went, or that it was abandoned."""
        if self.resting:
            return False
        if self.state == "open":
            self._become("half_open")
        return True

    def succeeded(self) -> None:
        self._failures = 0
        self._become("closed")

    def failed(self) -> None:
        self._failures += 1
        if self.state == "half_open" or self._failures >= self._limit:
            self._opened = self._clock()
            self._become("open")

    def abandoned(self) -> None:
        """The caller left before anything was known; another may try."""
        if self.state == "half_open":
            self._become("open")

    def _become(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self._observe(state)
