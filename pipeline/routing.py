"""Routing: who speaks a line. The voice that was asked for, or else one that can stand in for it."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator, Collection, Iterable
from contextlib import aclosing
from functools import partial
from typing import NamedTuple

from models.engine import AudioChunk
from models.errors import EngineSpared
from models.voice import Voice
from pipeline.candidates import Candidates
from pipeline.courtesy import Courtesy
from pipeline.cutting import cut
from pipeline.engines import ALONE, AT_FAULT, UNOBSERVED, Engines, Observer, Patience, Replica, Terms
from pipeline.resample import Resampler
from pipeline.script import Line, segment
from pipeline.segments import Segments, Tally
from pipeline.spec import RenderSpec


class Spoken(NamedTuple):
    """A piece of a line."""

    voice: Voice
    """Who speaks it."""
    chunk: AudioChunk
    """At the sample rate of the voice that was asked for."""


class Routing:
    """Speaks lines with the engines behind `replica`.

    Audio is kept under the key of the voice that really spoke, so a stand-in's is never taken for another's.
    """

    def __init__(
        self,
        segments: Segments,
        replica: Replica,
        voices: Iterable[Voice] = (),
        patience: Patience = ALONE,
        observer: Observer = UNOBSERVED,
        courtesy: Courtesy | None = None,
    ) -> None:
        self._segments, self._patience = segments, patience
        self.courtesy = courtesy or Courtesy()
        self._candidates = Candidates(voices)
        self._engines = Engines(replica, patience, observer)

    async def speak(self, line: Line, spec: RenderSpec, tally: Tally) -> AsyncGenerator[Spoken, None]:
        """The line by the first candidate that begins it. Once one has, what goes wrong is raised: nobody else goes on.

        So is what the last one raises before it began. Who was not asked, because others seemed better off, goes to the
        end of the line, once: they may fail.
        """
        waiting, spared = deque(self._candidates.of(spec)), list[RenderSpec]()
        while waiting:
            own = waiting.popleft()
            terms = self._terms(line, spec, waiting)
            async with aclosing(self._spoken(line, own, spec, terms, tally)) as pieces:
                try:
                    async with asyncio.timeout(terms.begin_s if waiting else None):
                        first = await anext(pieces, None)
                except (TimeoutError, *AT_FAULT) as error:
                    if isinstance(error, EngineSpared) and own not in spared:
                        spared.append(own)
                        waiting.append(own)
                    elif not waiting:
                        raise
                    elif isinstance(error, TimeoutError):
                        self._engines.was_late(own.voice.engine)
                    continue
                if first is not None:
                    yield first
                async for piece in pieces:
                    yield piece
                return

    def _terms(self, line: Line, spec: RenderSpec, behind: Collection[RenderSpec]) -> Terms:
        """Who is not the last has `first_audio_s` to begin, or half of the caller's time-out if that is less, from when
        the line is due.

        If it would take longer to have its turn, the next one does better, unless that is even further behind.
        """
        if not behind:
            return Terms(spec.timeout_s)
        budget_s = spec.timeout_s / 2
        if spec.lane == "interactive":  # while nobody listens there is time to wait for the voice that was asked for
            budget_s = min(self._patience.first_audio_s, budget_s)
        if line.due is not None:
            budget_s += max(0.0, line.due - time.time())
        shortest_wait_s = min(self._engines.wait_s(own.voice.engine) for own in behind)
        return Terms(spec.timeout_s, budget_s, max(budget_s, shortest_wait_s))

    async def _spoken(
        self, line: Line, own: RenderSpec, asked: RenderSpec, terms: Terms, tally: Tally
    ) -> AsyncGenerator[Spoken, None]:
        """By the voice of `own`, at the sample rate of the one that was `asked` for."""
        chunks = self._said(line, own, terms, tally) if own is asked else self._said_instead(line, own, terms, tally)
        async with aclosing(at_rate(asked.voice.sample_rate, chunks)) as pieces:
            async for chunk in pieces:
                yield Spoken(own.voice, chunk)

    async def _said_instead(
        self, line: Line, own: RenderSpec, terms: Terms, tally: Tally
    ) -> AsyncGenerator[AudioChunk, None]:
        """By a stand-in, whom the line may be too long for: it was cut for the voice that was asked for."""
        for piece in cut(line, own.voice.longest(own.language), own.voice.target_chars):
            async with aclosing(self._said(piece, own, terms, tally, stands_in=True)) as chunks:
                async for chunk in chunks:
                    yield chunk
            tally.fallbacks += 1
            terms = Terms(own.timeout_s)  # it has begun

    async def _said(
        self, line: Line, own: RenderSpec, terms: Terms, tally: Tally, *, stands_in: bool = False
    ) -> AsyncGenerator[AudioChunk, None]:
        """A batch waits for its turn before others wait for what it makes: a listener may be among them."""
        asking = partial(self._engines.ask, terms)
        said = self._segments.speak(segment(line, own, stands_in), own.voice, asking, own.cache, tally)
        async with self.courtesy.turn(own.lane), aclosing(said) as chunks:
            async for chunk in chunks:
                yield chunk


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
