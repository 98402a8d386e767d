"""Routing: who speaks a line. The voice that was asked for, or else one that can stand in for it."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from math import inf
from typing import NamedTuple

from models.engine import AudioChunk, Segment
from models.errors import DeadlineExceeded, EngineFailed, EngineLost, EngineUnavailable
from models.voice import Voice
from pipeline.breaker import Breaker, State
from pipeline.resample import Resampler
from pipeline.resume import resume
from pipeline.script import Line, segment
from pipeline.segments import Segments, Synthesize, Tally
from pipeline.spec import RenderSpec

CHAIN = ("xtts", "vits", "piper", "espeak")
"""From the richest engine to the one that always speaks; a voice that names no fallback has those behind its own."""


BROKEN = (EngineFailed, EngineLost, DeadlineExceeded)
"""What counts against an engine. That a voice's file is missing does not: the others of its engine can still speak."""

AT_FAULT = (*BROKEN, EngineUnavailable)
"""What another engine may do better."""


@dataclass(frozen=True, slots=True)
class Patience:
    """When an engine is given up for another."""

    first_audio_s: float
    """Seconds that it may take to begin a line, waiting for its turn included."""
    failures: int
    """In a row, after which it is not asked any more."""
    open_s: float
    """Seconds until it is asked again."""


ALONE = Patience(first_audio_s=inf, failures=1, open_s=0)
"""Of voices that nobody stands in for: it has no say there."""


class Spoken(NamedTuple):
    """A piece of a line."""

    voice: Voice
    """Who speaks it."""
    chunk: AudioChunk
    """At the sample rate of the voice that was asked for."""


class Routing:
    """Speaks lines with the engines behind `synthesize`. `observe` hears of every change of an engine's breaker.

    Audio is kept under the key of the voice that really spoke, so a stand-in's is never taken for another's.
    """

    def __init__(
        self,
        segments: Segments,
        synthesize: Synthesize,
        voices: Iterable[Voice] = (),
        patience: Patience = ALONE,
        observe: Callable[[str, State], None] = lambda *_: None,
    ) -> None:
        self._segments, self._synthesize = segments, synthesize
        self._voices, self._patience, self._observe = tuple(voices), patience, observe
        self._breakers: dict[str, Breaker] = {}
        self._by_language: dict[str, list[Voice]] = {}

    async def speak(self, line: Line, spec: RenderSpec, tally: Tally) -> AsyncGenerator[Spoken, None]:
        """The line by the first voice that begins it. Once one has, what goes wrong is raised: nobody else goes on.

        So is what the last one raises before it began. The others have `first_audio_s` to begin, or half of the
        caller's time-out if that is less.
        """
        *others, last = self.candidates(spec, line)
        patience_s = min(self._patience.first_audio_s, spec.timeout_s / 2)
        for own in others:
            making = partial(self._if_closed, patience_s)
            async with aclosing(self._spoken(line, own, spec, making, tally)) as pieces:
                try:
                    async with asyncio.timeout(patience_s):
                        first = await anext(pieces, None)
                except TimeoutError:
                    self._breaker(own.voice.engine).failed()
                    continue
                except AT_FAULT:
                    continue
                if first is not None:
                    yield first
                async for piece in pieces:
                    yield piece
                return
        making = partial(self._watched, spec.timeout_s)
        async with aclosing(self._spoken(line, last, spec, making, tally)) as pieces:
            async for piece in pieces:
                yield piece

    def candidates(self, spec: RenderSpec, line: Line) -> list[RenderSpec]:
        """The render as each voice that may speak the line would have it, the one that was asked for first."""
        return [spec, *(as_spoken_by(voice, spec) for voice in self._stand_ins(spec, line))]

    def _stand_ins(self, spec: RenderSpec, line: Line) -> Iterator[Voice]:
        if spec.fallback == "never":
            return
        fitting = [voice for voice in self._speaking(spec.language) if len(line.text) <= voice.max_chars]
        if spec.voice.fallback is not None:
            by_id = {voice.id: voice for voice in fitting}
            yield from (by_id[name] for name in spec.voice.fallback if name in by_id)
        elif spec.voice.engine in CHAIN:
            for engine in CHAIN[CHAIN.index(spec.voice.engine) + 1 :]:
                yield from [voice for voice in fitting if voice.engine == engine][:1]

    def _speaking(self, language: str) -> list[Voice]:
        """Remembered, for finding the nearest language takes up to half a millisecond per voice."""
        if language not in self._by_language:
            self._by_language[language] = [voice for voice in self._voices if voice.speaks(language)]
        return self._by_language[language]

    async def _spoken(
        self, line: Line, own: RenderSpec, asked: RenderSpec, making: Synthesize, tally: Tally
    ) -> AsyncGenerator[Spoken, None]:
        """By the voice of `own`, at the sample rate of the one that was `asked` for."""
        stand_in = own is not asked
        chunks = self._segments.speak(segment(line, own), own.voice, making, own.cache, tally)
        async with aclosing(at_rate(asked.voice.sample_rate, chunks)) as pieces:
            async for chunk in pieces:
                tally.fallbacks += stand_in
                stand_in = False
                yield Spoken(own.voice, chunk)

    async def _if_closed(self, timeout_s: float, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
        """Raises EngineUnavailable at once while the engine's breaker is open."""
        if not self._breaker(voice.engine).admits():
            raise EngineUnavailable(voice.engine, "it failed again and again, and is left alone for some seconds.")
        async with aclosing(self._watched(timeout_s, segment, voice)) as chunks:
            async for chunk in chunks:
                yield chunk

    async def _watched(self, timeout_s: float, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
        """From the engine, finished by another replica should the first one die; its breaker hears how it went."""
        breaker = self._breaker(voice.engine)
        report = breaker.abandoned
        wanted = replace(segment, deadline=time.time() + timeout_s)
        again = partial(self._synthesize, wanted, voice)
        try:
            async with aclosing(resume(again, chunk_samples, cut_chunk, EngineLost)) as chunks:
                async for chunk in chunks:
                    report = breaker.succeeded
                    yield chunk
            report = breaker.succeeded
        except BROKEN:
            report = breaker.failed
            raise
        finally:
            report()

    def _breaker(self, engine: str) -> Breaker:
        if engine not in self._breakers:
            observe = partial(self._observe, engine)
            self._breakers[engine] = Breaker(self._patience.failures, self._patience.open_s, observe)
        return self._breakers[engine]


def as_spoken_by(voice: Voice, spec: RenderSpec) -> RenderSpec:
    return replace(spec, voice=voice, language=voice.language(spec.language))


async def at_rate(hertz: int, chunks: AsyncGenerator[AudioChunk, None]) -> AsyncGenerator[AudioChunk, None]:
    """The same sound at that sample rate."""
    resampler: Resampler | None = None
    async with aclosing(chunks):
        async for chunk in chunks:
            if chunk.sample_rate == hertz:
                yield chunk
                continue
            resampler = resampler or Resampler(chunk.sample_rate, hertz)
            yield AudioChunk(resampler.feed(chunk.samples), hertz)
    if resampler is not None:
        yield AudioChunk(resampler.close(), hertz)


# How `resume` measures and cuts what it carries.


def chunk_samples(chunk: AudioChunk) -> int:
    return len(chunk.samples)


def cut_chunk(chunk: AudioChunk, samples: int) -> AudioChunk:
    return replace(chunk, samples=chunk.samples[samples:])
