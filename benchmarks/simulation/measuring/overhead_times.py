"""What the server and its client add to a request, from runs with one request at a time.

Requests of short and of long sentences are told apart, so that what grows with the text shows: the engine's times are
scaled to what its replica uses, and what else grows is what an audio second costs. Nothing of it comes from a server
under load.
"""

import asyncio
import random
import statistics
import tempfile
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from simpy import Environment, Event

from benchmarks.load.outcome import Outcome
from benchmarks.load.workloads.generated import sentences
from benchmarks.serving import Server
from benchmarks.simulation.lines import lines
from benchmarks.simulation.measuring.engine_times import texts
from benchmarks.simulation.measuring.server import Loaded, cpu_s, loaded
from benchmarks.simulation.relay import Relay
from benchmarks.simulation.row import FRAMES_PER_S, lengths
from benchmarks.simulation.service_times import EngineTimes, Overhead
from models.windows import FIRST_S

WARM_S, IDLE_S, GROUP_S = 3.0, 4.0, 7.0
SELDOM, SELDOM_S = 1.5, 16.0
"""Requests per second so few that each finds the server idle, and for how long."""
TEXTS, MOST, WORDS = 4000, 200, 4
"""Short are so many words of so many sentences, long are so many of the longest: more than are asked for, so none is
kept."""

MESSAGE_S = 0.002
"""Of a message from the engine to the caller, in CPU seconds. All requests have about as many when nobody else is
there, so it cannot be told from what each costs anyway; joining some fifty took 54 ms off one (docs/performance.md)."""


@dataclass(frozen=True, slots=True)
class Group:
    """Requests of like length: per request, in seconds, medians of what was waited for and means of the rest."""

    messages: float
    audio_s: float
    last_audio_s: float
    """In the last message."""
    cpu_s: float
    """Of all processes, beside what they use when idle."""
    engine_cpu_s: float
    """Of that, what the engine's replica used."""
    ttfa_s: float
    latency_s: float
    engine_first_s: float
    """Of these the engine's part, by what was measured of it alone."""
    engine_s: float
    engine_mean_s: float


@dataclass(frozen=True, slots=True)
class Measured:
    overhead: Overhead
    pace: float
    """What the engine takes in the server, in times of what it took alone."""
    idle_cores: float
    """Used by the server while nobody asks."""
    others_cores: float
    """Used by whatever else ran: the figures are as good as this is small."""


async def measured(server: Server, times: EngineTimes) -> Measured:
    await run(server, texts(76, 60), WARM_S)
    await asyncio.sleep(IDLE_S / 2)
    before_s = cpu_s(server)
    await asyncio.sleep(IDLE_S)
    idle_cores = (cpu_s(server) - before_s) / IDLE_S
    pool = list(islice(sentences(random.Random(77)), TEXTS))  # noqa: S311 - no secret
    short = await run(server, list(dict.fromkeys(" ".join(text.split()[:WORDS]) + "." for text in pool)))
    single = [text for text in sorted(pool, key=len, reverse=True) if len(lines(text)) == 1]
    long = await run(server, single[:MOST])
    again = await run(server, ["This is a sentence that was spoken before."], 1.0)
    hit_s = statistics.median(outcome.latency_ms for outcome in again.outcomes[1:]) / 1000
    overhead, pace = fitted(group(short, times, idle_cores), group(long, times, idle_cores), hit_s)
    seldom = await loaded(server, "sentences", SELDOM_S, rate=SELDOM, seed=78)
    overhead = overhead.model_copy(update={"cold": cold(seldom, overhead, times.at_pace(pace))})
    return Measured(overhead, pace, idle_cores, max(short.others_cores, long.others_cores))


async def run(server: Server, given: Sequence[str], seconds: float = GROUP_S) -> Loaded:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(given))
        file.flush()
        return await loaded(server, file.name, seconds, concurrency=1)


def group(made: Loaded, times: EngineTimes, idle_cores: float) -> Group:
    outcomes = [outcome for outcome in made.outcomes if not outcome.error]
    steps = [steps_s(outcome, times) for outcome in outcomes]
    sent = [messages(windows_of(outcome, times), each) for outcome, each in zip(outcomes, steps, strict=True)]
    idle_s = idle_cores * sum(outcome.latency_ms for outcome in outcomes) / 1000
    return Group(
        messages=statistics.fmean(map(len, sent)),
        audio_s=statistics.fmean(map(sum, sent)),
        last_audio_s=statistics.fmean(each[-1] for each in sent),
        cpu_s=(made.cpu_s - idle_s) / len(outcomes),
        engine_cpu_s=made.engine_cpu_s / len(outcomes),
        ttfa_s=statistics.median(outcome.ttfa_ms or 0 for outcome in outcomes) / 1000,
        latency_s=statistics.median(outcome.latency_ms for outcome in outcomes) / 1000,
        engine_first_s=statistics.median(each[0] for each in steps),
        engine_s=statistics.median(map(sum, steps)),
        engine_mean_s=statistics.fmean(map(sum, steps)),
    )


def steps_s(outcome: Outcome, times: EngineTimes) -> list[float]:
    """What the engine took for each window, by what was measured of it alone."""
    windows_s = windows_of(outcome, times)
    begin_s = times.row_s + times.character_s * outcome.characters
    return [
        begin_s * (n == 0) + times.row_window_s + times.row_audio_s * window_s for n, window_s in enumerate(windows_s)
    ]


def windows_of(outcome: Outcome, times: EngineTimes) -> list[float]:
    frames = max(1, round(outcome.audio_s * FRAMES_PER_S))
    return [(end - start) / FRAMES_PER_S for start, end in lengths(frames, times.longest_window)]


def messages(windows_s: Sequence[float], steps_s: Sequence[float]) -> list[float]:
    """Audio seconds of each in which windows reach who listens, when they take so long and nobody else is there."""
    env, passed = Environment(), list[float]()

    def passing(audio_s: float) -> Event:
        passed.append(audio_s)
        return env.timeout(0)

    relay = Relay(env, passing, lambda _: None)

    def speak() -> Generator[Event, Any, None]:
        for window_s, step_s in zip(windows_s, steps_s, strict=True):
            yield env.timeout(step_s)
            relay.send(window_s)
        yield relay.end()

    env.run(env.process(speak()))
    return passed


def cold(seldom: Loaded, overhead: Overhead, times: EngineTimes) -> float:
    """How many times as long a request takes that comes now and then as one that follows upon another; the median."""
    made = [outcome for outcome in seldom.outcomes if not outcome.error]
    longer = [outcome.latency_ms / 1000 / usual_s(outcome, overhead, times) for outcome in made]
    return max(1.0, statistics.median(longer))


def usual_s(outcome: Outcome, overhead: Overhead, times: EngineTimes) -> float:
    """What it would have taken that follows upon another and finds nobody there."""
    steps = steps_s(outcome, times)
    last_s = overhead.passing_s(messages(windows_of(outcome, times), steps)[-1])
    return overhead.before_s + overhead.delay_s + sum(steps) + last_s + overhead.after_s


def fitted(short: Group, long: Group, hit_s: float) -> tuple[Overhead, float]:
    """And the engine's pace, by what its replica used. Two groups make two equations of what a request costs and what
    grows with its audio."""
    pace = (long.engine_cpu_s - short.engine_cpu_s) / (long.engine_mean_s - short.engine_mean_s)
    beside = [each.cpu_s - pace * each.engine_mean_s - MESSAGE_S * each.messages for each in (short, long)]
    heard_s = max(0.0, (beside[1] - beside[0]) / (long.audio_s - short.audio_s))
    each_s = max(0.0, beside[0] - heard_s * short.audio_s)
    first_s = statistics.fmean(each.ttfa_s - pace * each.engine_first_s for each in (short, long))
    before_s = max(0.0, first_s - MESSAGE_S - heard_s * FIRST_S)
    last_s = MESSAGE_S + heard_s * short.last_audio_s
    after_s = max(0.0, short.latency_s - pace * short.engine_s - before_s - last_s)
    delay_s = min(before_s, max(0.0, before_s + after_s - each_s))
    overhead = Overhead(
        before_s=before_s - delay_s,
        delay_s=delay_s,
        message_s=MESSAGE_S,
        heard_s=heard_s,
        after_s=after_s,
        behind_s=max(0.0, each_s - before_s - after_s),
        hit_s=hit_s,
    )
    return overhead, pace
