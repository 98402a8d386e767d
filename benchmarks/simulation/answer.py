"""One request: what was asked for, and what the listener noticed."""

from dataclasses import dataclass
from typing import Literal

from models.engine import Segment

Fate = Literal["made", "kept", "joined", "refused", "unreachable", "late", "lost", "open"]
"""made: by an engine for this request; kept: it was there; joined: another's was shared; refused: 429; unreachable: the
region is gone; late: no turn within the time-out; lost: a replica died; open: not over when the simulation was."""

SERVED: tuple[Fate, ...] = ("made", "kept", "joined")


@dataclass(frozen=True, slots=True)
class Asked:
    """Times in seconds from the beginning of the simulation."""

    at_s: float
    segments: tuple[Segment, ...]
    key: int | None = None
    """Equal for equal requests; None: nobody else asks for this."""
    kept: bool = False
    """Whether a cache has the answer."""
    region: int = 0

    @property
    def characters(self) -> int:
        return sum(len(segment.text) for segment in self.segments)


@dataclass(slots=True)
class Answer:
    """What became of a request. Seconds from when it was due."""

    asked: Asked
    fate: Fate = "open"
    ttfa_s: float | None = None
    latency_s: float | None = None
    audio_s: float = 0.0
    stood_in: bool = False
    """Whether a stand-in spoke some of it."""
