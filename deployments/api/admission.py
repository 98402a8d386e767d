"""Admission: a permit before any work. What does not fit is refused at once, with 429."""

from collections.abc import Callable
from dataclasses import dataclass

from deployments.api.errors import Overloaded
from deployments.settings import Limits
from pipeline.spec import RenderSpec
from pipeline.spool import SpoolSpace

RETRY_AFTER_S = 1

Admitted = Callable[[int, float], None]
"""Hears how many renders are at work, and their audio seconds by estimate, whenever that changes."""


def untold(_renders: int, _audio_s: float) -> None:
    """Nobody hears it."""


@dataclass(frozen=True, slots=True)
class Permit:
    """Leave to start one render."""

    expected_bytes: int
    """Of encoded audio; at least this much spool space is kept for it."""
    release: Callable[[], None]
    """Call it once, when the render works no more."""


class Admission:
    """Counts what is being rendered in this process, and what of it is not yet read by everyone."""

    def __init__(self, limits: Limits, space: SpoolSpace, admitted: Admitted = untold) -> None:
        self._limits = limits
        self._space = space
        self._admitted = admitted
        self._renders = 0
        self._audio_s = 0.0

    def admit(self, spec: RenderSpec) -> Permit:
        """A permit for this render, which one that is alone always gets. Raises Overloaded."""
        audio_s = spec.expected_audio_s
        size = round(audio_s * spec.audio.bytes_per_s)
        self._check(audio_s, size)
        self._count(1, audio_s)
        return Permit(size, lambda: self._count(-1, -audio_s))

    def _check(self, audio_s: float, size: int) -> None:
        if self._renders >= self._limits.max_open_renders:
            raise Overloaded(f"{self._renders} renders", RETRY_AFTER_S)
        if self._renders and self._audio_s + audio_s > self._limits.max_queued_audio_s:
            raise Overloaded(f"{self._audio_s:.0f} s of audio", RETRY_AFTER_S)
        if self._space.used_bytes and self._space.used_bytes + size > self._limits.spool_bytes:
            raise Overloaded(f"{self._space.used_bytes} bytes that wait for readers", RETRY_AFTER_S)

    def _count(self, renders: int, audio_s: float) -> None:
        self._renders += renders
        self._audio_s += audio_s
        self._admitted(self._renders, self._audio_s)
