"""What an Encoder sends an Ingress while it renders: Started, Bytes (many), Finished."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Started:
    """Comes once, with the first audio: everything that response headers tell."""

    engine: str
    sample_rate: int
    """Hertz, of the encoded audio."""
    fallback: bool


@dataclass(frozen=True, slots=True)
class Bytes:
    """The next bytes of the encoded stream."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Finished:
    """Comes last; a stream without it is broken off."""

    duration_s: float
    """Audio seconds."""
    characters: int
    """Of the caller's text."""
    segments: int
    fallback_segments: int
    cached_segments: int
    cacheable: bool
    """Whether the whole may be stored under the response key."""
    encoder_cpu_s: float = 0.0
    """CPU seconds of gain, limiter and codec."""


Frame = Started | Bytes | Finished
