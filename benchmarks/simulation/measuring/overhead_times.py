"""What the server and its client add to a request, from runs with one request at a time.

Requests of short and of long sentences are told apart, so that what each window costs shows. Nothing of it comes from
a server that is under load.
"""

import asyncio
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.load.outcome import Outcome
from benchmarks.serving import Server
from benchmarks.simulation.measuring.engine_times import texts
from benchmarks.simulation.measuring.server import Loaded, cpu_s, loaded
from benchmarks.simulation.row import FRAMES_PER_S, lengths
from benchmarks.simulation.service_times import EngineTimes, Overhead

WARM_S, IDLE_S, GROUP_S = 3.0, 4.0, 6.0
TEXTS = 6000
"""More than are asked for: none is kept."""
SHORT, LONG = 50, 150
"""Characters: sentences at most so long, and at least."""


@dataclass(frozen=True, slots=True)
class Group:
    """Requests of like length; means and medians, in seconds."""

    windows: float
    around_s: float
    """CPU seconds beside the engine's, per request."""
    before_s: float
    """To the first audio, less what the engine takes for it."""
    whole_s: float
    """To the end, less what the engine takes for all of it."""


async def measured(server: Server, times: EngineTimes) -> tuple[Overhead, float]:
    """And the cores that the idle server uses."""
    await run(server, texts(76, 60), WARM_S)
    await asyncio.sleep(IDLE_S / 2)
    before_s = cpu_s(server)
    await asyncio.sleep(IDLE_S)
    idle_cores = (cpu_s(server) - before_s) / IDLE_S
    pool = texts(77, TEXTS)
    short = await run(server, [text for text in pool if len(text) <= SHORT])
    long = await run(server, [text for text in pool if len(text) >= LONG])
    again = await run(server, ["This is a sentence that was spoken before."], 1.0)
    hit_s = statistics.median(outcome.latency_ms for outcome in again.outcomes[1:]) / 1000
    return fitted(group(short, times, idle_cores), group(long, times, idle_cores), hit_s), idle_cores


async def run(server: Server, given: Sequence[str], seconds: float = GROUP_S) -> Loaded:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(given))
        file.flush()
        return await loaded(server, file.name, seconds, concurrency=1)


def group(made: Loaded, times: EngineTimes, idle_cores: float) -> Group:
    outcomes = [outcome for outcome in made.outcomes if not outcome.error]
    steps = [steps_s(outcome, times) for outcome in outcomes]
    asked = len(outcomes)
    took_s = sum(outcome.latency_ms for outcome in outcomes) / 1000
    engine_s = sum(map(sum, steps))
    pairs = list(zip(outcomes, steps, strict=True))
    return Group(
        windows=sum(map(len, steps)) / asked,
        around_s=max(0.0, made.cpu_s - engine_s - idle_cores * took_s) / asked,
        before_s=statistics.median((outcome.ttfa_ms or 0) / 1000 - each[0] for outcome, each in pairs),
        whole_s=statistics.median(outcome.latency_ms / 1000 - sum(each) for outcome, each in pairs),
    )


def steps_s(outcome: Outcome, times: EngineTimes) -> list[float]:
    """What the engine took for each window, by what was measured of it alone."""
    windows_s = [(end - start) / FRAMES_PER_S for start, end in windows_of(outcome, times)]
    begin_s = times.row_s + times.character_s * outcome.characters
    return [
        begin_s * (n == 0) + times.row_window_s + times.row_audio_s * window_s for n, window_s in enumerate(windows_s)
    ]


def windows_of(outcome: Outcome, times: EngineTimes) -> list[tuple[int, int]]:
    return list(lengths(max(1, round(outcome.audio_s * FRAMES_PER_S)), times.longest_window))


def fitted(short: Group, long: Group, hit_s: float) -> Overhead:
    """Two groups make two equations of what a request and what a window costs."""
    window_s = max(0.0, (long.around_s - short.around_s) / (long.windows - short.windows))
    each_s = max(0.0, short.around_s - window_s * short.windows)
    before_s = max(0.0, statistics.mean((short.before_s, long.before_s)) - window_s)
    after_s = max(0.0, statistics.mean((short.whole_s, long.whole_s)) - before_s - window_s)
    waiting_s = max(0.0, before_s + after_s - each_s)
    delay_s = min(before_s, waiting_s)
    return Overhead(
        before_s=before_s - delay_s,
        delay_s=delay_s,
        window_s=window_s,
        after_s=after_s,
        behind_s=max(0.0, each_s - before_s - after_s),
        hit_s=hit_s,
    )
