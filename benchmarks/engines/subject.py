"""What is measured: an engine with a voice, and what it takes to compare it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from models.batcher import BatchReport
from models.engine import Engine
from models.voice import Voice

TEXTS = (
    "The quick brown fox jumps over the lazy dog, and nobody minds at all.",
    "Audio comes while it is being made.",
    "She had never seen the sea before, and now it lay there, grey and wide, as if it had waited.",
    "Good morning.",
    "Of all the things that he might have said, this was the one that nobody in the room had thought of.",
    "It rained for three days, and on the fourth the river came over the fields.",
    "Please leave your name and number, and we will call you back as soon as we can.",
    "Where does the road go?",
)
"""Sentences of all lengths, 65 characters in the mean."""


class Closing(Engine, Protocol):
    """An engine that ends when it is told."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Demand:
    """The least that a second of audio costs."""

    flop: float
    bytes: float
    """Read from memory or written there."""


class Subject(Protocol):
    label: str
    """What its weights are: "random weights", or the name of a file."""
    voice: Voice
    texts: Sequence[str]

    def engine(self, rows: int, observe: Callable[[BatchReport], None]) -> Closing:
        """A new one, which speaks up to so many segments at once."""
        ...

    def coqui(self, text: str) -> float:
        """Seconds of audio that coqui's own `inference` makes of it, alone. Raises NotImplementedError without one."""
        ...

    def demand(self, rows: int) -> Demand | None:
        """Of a second of audio, so many texts being spoken at once; None: nobody counted."""
        ...
