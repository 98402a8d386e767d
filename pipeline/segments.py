"""Segments: each is made once, by whoever needs it first, and kept for everyone."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from cache.key import content_key
from cache.single_flight import Flights
from cache.store import Store
from models.engine import AudioChunk, Segment
from models.voice import Voice
from pipeline.lossless import pack, unpack
from pipeline.spec import CachePolicy

Synthesize = Callable[[Segment, Voice], AsyncGenerator[AudioChunk, None]]

PIECES_PER_S = 5
"""What was kept is passed on in pieces, as an engine would."""


@dataclass(slots=True)
class Tally:
    """Where the segments of one render came from."""

    kept: int = 0
    """Made before, or by another render at the same time."""
    made: int = 0
    fallbacks: int = 0
    """Of both, by another voice than the one that was asked for."""


class Segments:
    """The segments that are known, and those that are being made anywhere."""

    def __init__(self, store: Store, flights: Flights, ttl_s: float) -> None:
        self._store = store
        self._flights = flights
        self._ttl_s = ttl_s

    async def speak(
        self, segment: Segment, voice: Voice, synthesize: Synthesize, policy: CachePolicy, tally: Tally
    ) -> AsyncGenerator[AudioChunk, None]:
        """The segment's audio. Who needs what another is making waits for it. Raises as `synthesize` does."""
        key = segment_key(segment, voice)
        made = self._make(key, segment, voice, synthesize, policy, tally)
        stream = self._once(key, made, tally) if policy == "use" else made
        async with aclosing(made), aclosing(stream):
            async for chunk in stream:
                yield chunk

    async def _once(
        self, key: str, made: AsyncGenerator[AudioChunk, None], tally: Tally
    ) -> AsyncGenerator[AudioChunk, None]:
        kept = await self._find(key)
        if kept is None:
            async with self._flights.enter(key):
                kept = await self._find(key)  # by whoever was making it until now
                if kept is None:
                    async for chunk in made:
                        yield chunk
                    return
        tally.kept += 1
        for piece in pieces(kept):
            yield piece

    async def _make(
        self, key: str, segment: Segment, voice: Voice, synthesize: Synthesize, policy: CachePolicy, tally: Tally
    ) -> AsyncGenerator[AudioChunk, None]:
        made: list[NDArray[np.int16]] = []
        async with aclosing(synthesize(segment, voice)) as chunks:
            async for chunk in chunks:
                made.append(chunk.samples)
                yield chunk
        tally.made += 1
        if policy != "off" and made:
            whole = AudioChunk(np.concatenate(made), chunk.sample_rate)
            await self._store.put(key, await asyncio.to_thread(pack, whole), self._ttl_s)

    async def _find(self, key: str) -> AudioChunk | None:
        data = await self._store.get(key)
        if data is None:
            return None
        try:
            return await asyncio.to_thread(unpack, data)
        except ValueError:
            await self._store.drop(key)
            return None


def segment_key(segment: Segment, voice: Voice) -> str:
    """Equal for segments that sound the same to the sample."""
    return content_key(
        {
            "text": segment.text,
            "pronunciations": [asdict(each) for each in segment.pronunciations],
            "language": segment.language,
            "rate": segment.rate,
            "seed": segment.seed,
            "sampling": asdict(segment.sampling),
            "voice": voice.id,
            "revision": voice.revision,
            "engine": voice.engine,
            "sample_rate": voice.sample_rate,
        }
    )


def pieces(whole: AudioChunk) -> Iterator[AudioChunk]:
    size = whole.sample_rate // PIECES_PER_S
    for at in range(0, len(whole.samples), size):
        yield AudioChunk(whole.samples[at : at + size], whole.sample_rate)
