"""Engines: asks one for a segment, unless it fails again and again or would keep it waiting for too long."""

import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from math import inf

from models.engine import AudioChunk, Segment
from models.errors import DeadlineExceeded, EngineFailed, EngineLost, EngineSpared, EngineUnavailable
from models.voice import Voice
from pipeline.breaker import Breaker, State
from pipeline.load import Sound
from pipeline.resume import resume
from pipeline.waits import Waits

Replica = Callable[[Segment, Voice], AsyncGenerator[Sound, None]]
"""Has one replica of the voice's engine speak the segment. The stream may tell of its load."""

BROKEN = (EngineFailed, EngineLost, DeadlineExceeded)
"""What counts against an engine. That a voice's file is missing does not: the others of its engine can still speak."""

AT_FAULT = (*BROKEN, EngineSpared, EngineUnavailable)
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


@dataclass(frozen=True, slots=True)
class Terms:
    """On which an engine is asked."""

    timeout_s: float
    """Seconds until it has begun, at most, and between any two chunks."""
    begin_s: float = inf
    """Seconds until it has begun, where somebody else would do it then."""
    longest_wait_s: float | None = None
    """Above this expected wait, or while it is left alone, it is not asked. None: it is in any case."""


class Observer:
    """Hears what becomes of engines; this one makes nothing of it."""

    def breaker(self, engine: str, state: State) -> None:
        """The engine's breaker changed."""

    def wait(self, engine: str, wait_s: float) -> None:
        """So many seconds would a segment wait for the engine."""

    def passed_over(self, engine: str) -> None:
        """A line goes to the next candidate because of the engine's queue."""


UNOBSERVED = Observer()


class Engines:
    """All of them, behind `replica`: a breaker for each, and what they told of their queues."""

    def __init__(self, replica: Replica, patience: Patience, observer: Observer) -> None:
        self._replica, self._patience, self._observer = replica, patience, observer
        self._waits = Waits()
        self._breakers: dict[str, Breaker] = {}

    def wait_s(self, engine: str) -> float:
        """Seconds that a segment is expected to wait for that engine; infinite while it is left alone."""
        return inf if self._breaker(engine).resting else self._waits[engine]

    def was_late(self, engine: str) -> None:
        """It was given up before it began."""
        self._breaker(engine).failed()

    async def ask(self, terms: Terms, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
        """The engine's audio. Its breaker hears how it went.

        Raises as Engine.synthesize does, and EngineSpared before any chunk where the terms do not allow it.
        """
        breaker = self._breaker(voice.engine)
        self._check_wait(voice.engine, self._waits[voice.engine], terms)
        if terms.longest_wait_s is not None and not breaker.admits():
            raise EngineSpared(voice.engine, "it failed again and again, and is left alone for some seconds.")
        report = breaker.abandoned
        try:
            async with aclosing(self._audio(terms, segment, voice)) as chunks:
                async for chunk in chunks:
                    report = breaker.succeeded
                    yield chunk
            report = breaker.succeeded
        except BROKEN:
            report = breaker.failed
            raise
        finally:
            report()

    async def _audio(self, terms: Terms, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
        """Finished by another replica should the first one die. Its queue no longer matters once it has begun."""
        begun, begin_by = False, time.time() + min(terms.begin_s, terms.timeout_s)

        def start() -> AsyncGenerator[Sound, None]:
            deadline = time.time() + terms.timeout_s if begun else begin_by
            return self._replica(replace(segment, deadline=deadline), voice)

        async with aclosing(resume(start, samples_of, cut_sound, EngineLost)) as sound:
            async for item in sound:
                if isinstance(item, AudioChunk):
                    begun = True
                    yield item
                    continue
                self._waits.hear(voice.engine, item)
                self._observer.wait(voice.engine, self._waits[voice.engine])
                if not begun:
                    self._check_wait(voice.engine, item.wait_s, terms)

    def _check_wait(self, engine: str, wait_s: float, terms: Terms) -> None:
        if terms.longest_wait_s is not None and wait_s > terms.longest_wait_s:
            self._observer.wait(engine, self._waits[engine])
            self._observer.passed_over(engine)
            raise EngineSpared(engine, f"it is {wait_s:.0f} s behind, and another stands in.")

    def _breaker(self, engine: str) -> Breaker:
        if engine not in self._breakers:
            observe = partial(self._observer.breaker, engine)
            self._breakers[engine] = Breaker(self._patience.failures, self._patience.open_s, observe)
        return self._breakers[engine]


# How `resume` measures and cuts what it carries.


def samples_of(item: Sound) -> int:
    return len(item.samples) if isinstance(item, AudioChunk) else 0


def cut_sound(item: Sound, samples: int) -> Sound:
    return replace(item, samples=item.samples[samples:]) if isinstance(item, AudioChunk) else item
