"""A region: its ingresses, its engines, and a request's way through them."""

import random
from collections import defaultdict, deque
from collections.abc import Generator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import count
from pathlib import Path
from typing import Any

from simpy import Environment, Event

from benchmarks.simulation.answer import Answer, Asked, Fate
from benchmarks.simulation.engine import Engine, How, Terms, first_terms
from benchmarks.simulation.relay import Relay
from benchmarks.simulation.replica import Work
from benchmarks.simulation.row import Row
from benchmarks.simulation.service_times import ServiceTimes, wobble
from deployments.api.admission import Admission, Permit
from deployments.api.errors import Overloaded
from deployments.settings import Limits, Routing
from models.engine import Segment
from models.voice import Voice, Voices
from pipeline.due import Due
from pipeline.formats import AudioFormat
from pipeline.spec import CHARS_PER_AUDIO_S, RenderSpec
from pipeline.spool import SpoolSpace

Steps = Generator[Event, Any, None]


class Flight:
    """A render that runs, for all who ask for the same."""

    def __init__(self, env: Environment, timeout_s: float) -> None:
        self.first, self.ended = env.event(), env.event()
        """First sound or none at all, and the end with what became of it."""
        self.audio_s = 0.0
        self.heard = self.stood_in = False
        self.pace = 1.0
        """In times of what everything usually takes."""
        self._due, self._numbers, self._heard = Due(timeout_s, lambda: env.now), count(), 0
        self._made: defaultdict[int, float] = defaultdict(float)
        """Audio seconds of each segment whose turn to be heard has not come, by its number."""

    def begin(self, segment: Segment) -> tuple[int, Segment]:
        """The next one's number, and itself with when it is due."""
        due = self._due.begin(len(segment.text) / CHARS_PER_AUDIO_S / segment.rate)
        return next(self._numbers), replace(segment, due=due)

    def hear(self, number: int, audio_s: float) -> None:
        """There is something to be heard of that segment, at once or when those before it have ended."""
        self._made[number] += audio_s
        if number == self._heard:
            self._due.send(self._made.pop(number))
        if not self.heard:
            self.heard = True
            self.first.succeed()

    def over(self) -> None:
        """All of the segment that is heard has come."""
        self._due.end()
        self._heard += 1
        self._due.send(self._made.pop(self._heard, 0.0))

    def end(self, how: How) -> None:
        if not self.heard:
            self.first.succeed()
        self.ended.succeed(how)


class Region:
    """`work` is where everything but the engine is computed. Spools and slow readers are not modelled."""

    def __init__(
        self,
        env: Environment,
        service: ServiceTimes,
        work: Work,
        engines: Sequence[tuple[Engine, ServiceTimes]],
        settings: tuple[int, Limits, Routing],
        rng: random.Random,
    ) -> None:
        """`engines`: the one that is asked first and, if there is one, its stand-in. `settings`: how many ingresses."""
        self.engines, self.alive = engines, True
        self._env, self._overhead, self._work, self._rng = env, service.overhead, work, rng
        ingresses, self._limits, self._patience = settings
        self._admissions = [Admission(self._limits, SpoolSpace(self._limits.spool_bytes)) for _ in range(ingresses)]
        self._flights: dict[int, Flight] = {}
        self._under_way = 0

    def answer(self, answer: Answer) -> Steps:
        """A request, from being received to the end of its audio."""
        asked, overhead = answer.asked, self._overhead
        if asked.kept:
            yield self._work(self._some(overhead.hit_s))
            answer.fate, answer.ttfa_s, answer.latency_s = "kept", self._since(asked), self._since(asked)
            return
        fate: Fate = "joined"
        flight = self._flights.get(-1 if asked.key is None else asked.key)
        if flight is None:
            flight, fate = self._fly(asked), "made"
        if flight is None:
            answer.fate = "refused"
            return
        yield flight.first
        answer.ttfa_s = self._since(asked) if flight.heard else None
        how: How = yield flight.ended
        answer.latency_s, answer.audio_s, answer.stood_in = self._since(asked), flight.audio_s, flight.stood_in
        answer.fate = FATES.get(how, fate) if self.alive else "lost"

    def die(self) -> None:
        """With all that it was doing."""
        self.alive = False
        for engine, _ in self.engines:
            engine.pool.die()

    def _fly(self, asked: Asked) -> Flight | None:
        """A new render; None: admission refuses it."""
        try:
            permit = self._rng.choice(self._admissions).admit(spec(asked.characters, self._limits.timeout_s))
        except Overloaded:
            return None
        flight = Flight(self._env, self._limits.timeout_s)
        flight.pace = 1.0 if self._under_way else self._overhead.cold
        self._under_way += 1
        if asked.key is not None:
            self._flights[asked.key] = flight
        rendering = self._env.process(self._render(asked, flight))
        assert rendering.callbacks is not None
        rendering.callbacks.append(lambda _: self._over(permit))
        return flight

    def _over(self, permit: Permit) -> None:
        permit.release()
        self._under_way -= 1

    def _render(self, asked: Asked, flight: Flight) -> Steps:
        overhead = self._overhead
        yield self._work(self._some(flight.pace * overhead.before_s))
        yield self._env.timeout(overhead.delay_s)
        how = yield from self._speak_ahead(asked.segments, flight)
        if how == "made":
            yield self._work(self._some(flight.pace * overhead.after_s))
        if asked.key is not None:
            del self._flights[asked.key]
        flight.end(how)
        if overhead.behind_s:
            self._work(self._some(overhead.behind_s))

    def _speak_ahead(self, segments: Sequence[Segment], flight: Flight) -> Generator[Event, Any, How]:
        """Up to `segments_ahead` at once and, until there is something to hear, only one: pipeline/ahead.py."""
        waiting, running = deque(segments), deque[Any]()
        while waiting or running:
            depth = self._limits.segments_ahead if flight.heard else 1
            while waiting and len(running) < depth:
                running.append(self._env.process(self._speak(*flight.begin(waiting.popleft()), flight)))
            yield running[0] if flight.heard else running[0] | flight.first
            if running[0].processed:
                how: How = running.popleft().value
                flight.over()
                if how != "made":
                    return how
        return "made"

    def _speak(self, number: int, segment: Segment, flight: Flight) -> Generator[Event, Any, How]:
        """By the first engine, or by its stand-in where that is better: pipeline/routing.py."""
        (engine, times), *others = self.engines
        if others:
            due_in_s = 0.0 if segment.due is None else segment.due - self._env.now
            terms = first_terms(self._patience, self._limits.timeout_s, others[0][0].wait_s, due_in_s)
            how = yield from self._spoken(engine, times, (number, segment), flight, terms)
            if how == "made":
                return how
            ((engine, times),) = others
            flight.stood_in = True
        return (yield from self._spoken(engine, times, (number, segment), flight, Terms(self._limits.timeout_s)))

    def _spoken(
        self, engine: Engine, times: ServiceTimes, begun: tuple[int, Segment], flight: Flight, terms: Terms
    ) -> Generator[Event, Any, How]:
        """When it has come through the codec, too."""
        number, segment = begun
        audio_s = times.audio.length_s(len(segment.text), self._rng)
        overhead = self._overhead

        def passing(passed_s: float) -> Event:
            return self._work(self._some(flight.pace * overhead.passing_s(passed_s)))

        relay = Relay(self._env, passing, partial(flight.hear, number), segment.due)

        def row() -> Row:
            made = Row(self._env, segment, audio_s, times.engine.longest_window, relay.send)
            made.pace = flight.pace
            return made

        how = yield from engine.speak(row, terms)
        yield relay.end()
        flight.audio_s += audio_s
        return how

    def _since(self, asked: Asked) -> float:
        return float(self._env.now - asked.at_s)

    def _some(self, seconds: float) -> float:
        return seconds * wobble(self._overhead.spread, self._rng)


FATES: dict[How, Fate] = {"late": "late", "lost": "lost", "spared": "late"}


@lru_cache(1)
def voice() -> Voice:
    return Voices.known({"piper"}, Path("nowhere"))["declaim"]


@lru_cache(4096)
def spec(characters: int, timeout_s: float) -> RenderSpec:
    """What admission is shown."""
    audio = AudioFormat.choose("pcm", voice().sample_rate, None, None)
    text = "x" * characters
    return RenderSpec(text=text, voice=voice(), language="en-us", audio=audio, timeout_s=timeout_s)
