"""Hearing: how long a listener has enough to hear of what was sent, at the speed of speech."""

import time
from collections.abc import Callable

MARGIN_S = 0.3
"""Before all is heard something new should be on its way: longer than passing it on takes."""
LONGEST_S = 0.5
"""Nobody is kept without anything new for longer: callers may have set themselves a time-out, or read faster."""


class Hearing:
    """Of one stream of audio, from its first piece on or, with `heard_at`, behind what is heard until then.

    `clock` gives seconds since the epoch, as two processes share no other one.
    """

    def __init__(self, heard_at: float | None = None, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self.heard_at = heard_at
        """When all that was sent will have been heard; None before there is any."""

    def send(self, audio_s: float) -> None:
        """So much more goes out now. To who has run dry, it is the beginning again."""
        if audio_s:
            now = self._clock()
            self.heard_at = max(self.heard_at or now, now) + audio_s

    @property
    def spare_s(self) -> float:
        """Seconds for which nothing more has to be sent; zero while there was nothing yet."""
        left_s = self.heard_at - self._clock() if self.heard_at is not None else 0.0
        return min(max(0.0, left_s - MARGIN_S), LONGEST_S)
