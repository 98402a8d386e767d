"""Delivery: finished audio as an object, under a key that says what was asked for, made once and then only found."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, Self

from cache.errors import ObjectMissing
from cache.objects import About, Objects
from pipeline.containers import FLAC_HEAD_BYTES, WAV_HEAD_BYTES, flac_head, wav_head
from pipeline.formats import AudioFormat, FormatName
from pipeline.frames import Finished, Started
from pipeline.spec import RenderSpec

AUDIO = "audio/"
"""In front of the keys of finished audio."""

SUFFIXES: Mapping[FormatName, str] = {"opus": "ogg"}
"""Where it is not the format's name."""


class Source(Protocol):
    """A render that is read to its end, such as a Listener."""

    @property
    def started(self) -> Started: ...

    @property
    def finished(self) -> Finished | None: ...

    async def read(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Delivered:
    """Audio that can be fetched."""

    key: str
    size_bytes: int
    duration_s: float
    characters: int
    segments: int
    fallback_segments: int
    voice: str
    engine: str
    format: str
    cached: bool
    """Whether it was there already."""

    @property
    def metadata(self) -> dict[str, str]:
        """What the object tells of itself."""
        return {
            "voice": self.voice,
            "engine": self.engine,
            "format": self.format,
            "duration-s": repr(self.duration_s),
            "characters": str(self.characters),
            "segments": str(self.segments),
            "fallback-segments": str(self.fallback_segments),
        }

    @classmethod
    def found(cls, key: str, about: About) -> Self:
        """Raises KeyError or ValueError where the object does not tell."""
        told = about.metadata
        return cls(
            key,
            about.size_bytes,
            float(told["duration-s"]),
            int(told["characters"]),
            int(told["segments"]),
            int(told["fallback-segments"]),
            told["voice"],
            told["engine"],
            told["format"],
            cached=True,
        )


class Deliveries:
    """Finished audio in the object store."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    async def find(self, spec: RenderSpec) -> Delivered | None:
        """What was delivered for an equal spec. Raises ObjectsUnavailable."""
        if spec.cache != "use":
            return None
        key = key_of(spec)
        try:
            return Delivered.found(key, await self._objects.about(key))
        except (ObjectMissing, KeyError, ValueError):
            return None

    async def deliver(self, spec: RenderSpec, source: Source) -> Delivered:
        """Upload while it is being made. It can be fetched when this returns, and nothing of it if it raises.

        What must not be taken for the answer to the next equal spec gets a key that nobody else asks for. Raises
        what the render fails with, and ObjectsUnavailable.
        """
        async with self._objects.upload(spec.audio.content_type) as upload:
            head, size = b"", 0
            while data := await source.read():
                head += data[: FLAC_HEAD_BYTES - len(head)]
                size += len(data)
                await upload.write(data)
            assert source.finished is not None, "a source ends whole, or raises"
            delivered = told(spec, source.started, source.finished, size)
            true_head = stored_head(spec.audio, head, size, source.finished.duration_s)
            await upload.complete(delivered.key, delivered.metadata, true_head)
        return delivered


def key_of(spec: RenderSpec, *, once: bool = False) -> str:
    """Of what an equal spec may be answered with, or of what is good for this `once`."""
    suffix = SUFFIXES.get(spec.audio.name, spec.audio.name)
    return f"{AUDIO}{f'once-{secrets.token_hex(16)}' if once else spec.key}.{suffix}"


def told(spec: RenderSpec, started: Started, finished: Finished, size_bytes: int) -> Delivered:
    return Delivered(
        key_of(spec, once=spec.cache == "off" or not finished.cacheable),
        size_bytes,
        finished.duration_s,
        finished.characters,
        finished.segments,
        finished.fallback_segments,
        spec.voice.id,
        started.engine,
        spec.audio.name,
        cached=False,
    )


def stored_head(audio: AudioFormat, head: bytes, size_bytes: int, duration_s: float) -> bytes:
    """What the first bytes should have been, had the length been known; nothing where they do not tell it."""
    if audio.name == "wav":
        return wav_head(audio.sample_rate, size_bytes - WAV_HEAD_BYTES)
    if audio.name == "flac":
        return flac_head(head, round(duration_s * audio.sample_rate))
    return b""
