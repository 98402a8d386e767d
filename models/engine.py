"""The words that engines and everything above them share: Segment, AudioChunk, Engine."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from models.voice import Voice

Lane = Literal["interactive", "batch"]

BYTES_PER_SAMPLE = 2
"""Of the int16 PCM that every engine makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How an autoregressive engine draws; engines that do not draw ignore it. None: the engine's own default."""

    temperature: float | None = None
    top_k: int | None = None
    top_p: float | None = None
    repetition_penalty: float | None = None


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How one word or phrase of a segment's text sounds, for engines that read IPA; the others read the text."""

    start: int
    """First character in the segment's text."""
    end: int
    """One past the last."""
    ipa: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One sentence or clause: the unit of synthesis, batching, caching, retry and fallback."""

    text: str
    language: str
    """One of the voice's own language tags."""
    rate: float = 1.0
    """Speed of speech; 2.0 takes half the time."""
    seed: int = 0
    sampling: Sampling = field(default_factory=Sampling)
    lane: Lane = "interactive"
    deadline: float | None = None
    """Seconds since the epoch, after which nobody waits for the audio; None: never."""
    due: float | None = None
    """Seconds since the epoch, when its listener will have heard all that comes before it; None: nothing does."""
    request_id: str = ""
    stands_in: bool = False
    """Whether another engine was asked for, which could not."""
    pronunciations: tuple[Pronunciation, ...] = ()
    """In order, without overlap."""
    start: int = 0
    """First character of the segment in the caller's text."""
    end: int = 0
    """One past its last character there."""


@dataclass(frozen=True, slots=True)
class AudioChunk:
    """A piece of mono PCM, 100-200 ms long when streamed."""

    samples: NDArray[np.int16]
    sample_rate: int
    """Hertz"""

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.sample_rate


def joined_chunks(chunks: Sequence[AudioChunk]) -> list[AudioChunk]:
    """Of one stream, as one chunk."""
    return [AudioChunk(np.concatenate([chunk.samples for chunk in chunks]), chunks[0].sample_rate)]


class Engine(Protocol):
    """A loaded model family; one per Synthesizer replica; safe to call concurrently."""

    @property
    def active(self) -> int:
        """Segments being spoken now."""
        ...

    def prepare(self, voice: Voice) -> None:
        """Load what the voice needs, which its first segment would wait for otherwise; blocks.

        Raises EngineUnavailable.
        """
        ...

    def synthesize(self, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
        """Speak one segment. Closing the generator early must stop the work at once.

        Raises EngineUnavailable before any chunk when the engine cannot run at all,
        EngineFailed when this segment could not be spoken.
        """
        ...
