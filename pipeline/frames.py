"""What an Encoder sends an Ingress while it renders: Started, Bytes (many), Finished."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby


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
    fallback: bool = False
    """Something in it or before it was spoken by a stand-in, so that it may not come again the same."""


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


def joined_frames(frames: Sequence[Frame]) -> Iterator[Frame]:
    """The same with neighbouring Bytes as one."""
    for kind, group in groupby(frames, key=type):
        if kind is Bytes:
            several = [frame for frame in group if isinstance(frame, Bytes)]
            yield Bytes(b"".join(frame.data for frame in several), fallback=several[-1].fallback)
        else:
            yield from group
