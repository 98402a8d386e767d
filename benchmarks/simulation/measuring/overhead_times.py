"""What the server and its client add to a request, from runs with one request at a time.

Requests of short and of long sentences are told apart, so that what grows with the text shows: the engine's times are
scaled to that, and what else grows is what each window costs. Nothing of it comes from a server under load.
"""

import asyncio
import random
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from benchmarks.load.outcome import Outcome
from benchmarks.load.workloads.generated import sentences
from benchmarks.serving import Server
from benchmarks.simulation.lines import lines
from benchmarks.simulation.measuring.engine_times import texts
from benchmarks.simulation.measuring.server import Loaded, cpu_s, loaded
from benchmarks.simulation.row import FRAMES_PER_S, lengths
from benchmarks.simulation.service_times import EngineTimes, Overhead

WARM_S, IDLE_S, GROUP_S = 3.0, 4.0, 7.0
SELDOM, SELDOM_S = 1.5, 16.0
"""Requests per second so few that each finds the server idle, and for how long."""
TEXTS, MOST, WORDS = 4000, 200, 4
"""Short are so many words of so many sentences, long are so many of the longest: more than are asked for, so none is
kept."""


@dataclass(frozen=True, slots=True)
class Group:
    """Requests of like length: per request, in seconds, medians of what was waited for and means of the rest."""

    windows: float
    cpu_s: float
    """Of all processes, beside what they use when idle."""
    ttfa_s: float
    latency_s: float
    engine_first_s: float
    """Of these the engine's part, by what was measured of it alone."""
    engine_s: float


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
    idle_s = idle_cores * sum(outcome.latency_ms for outcome in outcomes) / 1000
    return Group(
        windows=statistics.fmean(map(len, steps)),
        cpu_s=(made.cpu_s - idle_s) / len(outcomes),
        ttfa_s=statistics.median(outcome.ttfa_ms or 0 for outcome in outcomes) / 1000,
        latency_s=statistics.median(outcome.latency_ms for outcome in outcomes) / 1000,
        engine_first_s=statistics.median(each[0] for each in steps),
        engine_s=statistics.median(map(sum, steps)),
    )


def steps_s(outcome: Outcome, times: EngineTimes) -> list[float]:
    """What the engine took for each window, by what was measured of it alone."""
    frames = max(1, round(outcome.audio_s * FRAMES_PER_S))
    windows_s = [(end - start) / FRAMES_PER_S for start, end in lengths(frames, times.longest_window)]
    begin_s = times.row_s + times.character_s * outcome.characters
    return [
        begin_s * (n == 0) + times.row_window_s + times.row_audio_s * window_s for n, window_s in enumerate(windows_s)
    ]


def cold(seldom: Loaded, overhead: Overhead, times: EngineTimes) -> float:
    """How many times as long a request takes that comes now and then as one that follows upon another; the median."""
    around_s = overhead.before_s + overhead.delay_s + overhead.window_s + overhead.after_s
    made = [outcome for outcome in seldom.outcomes if not outcome.error]
    longer = [outcome.latency_ms / 1000 / (around_s + sum(steps_s(outcome, times))) for outcome in made]
    return max(1.0, statistics.median(longer))


def fitted(short: Group, long: Group, hit_s: float) -> tuple[Overhead, float]:
    """And the engine's pace. Two groups make two equations of what a request costs and what grows with its text."""
    pace = (long.latency_s - short.latency_s) / (long.engine_s - short.engine_s)
    beside = [each.cpu_s - pace * each.engine_s for each in (short, long)]
    window_s = max(0.0, (beside[1] - beside[0]) / (long.windows - short.windows))
    each_s = max(0.0, beside[0] - window_s * short.windows)
    first_s = statistics.fmean(each.ttfa_s - pace * each.engine_first_s for each in (short, long))
    before_s = max(0.0, first_s - window_s)
    after_s = max(0.0, short.latency_s - pace * short.engine_s - before_s - window_s)
    delay_s = min(before_s, max(0.0, before_s + after_s - each_s))
    overhead = Overhead(
        before_s=before_s - delay_s,
        delay_s=delay_s,
        window_s=window_s,
        after_s=after_s,
        behind_s=max(0.0, each_s - before_s - after_s),
        hit_s=hit_s,
    )
    return overhead, pace
