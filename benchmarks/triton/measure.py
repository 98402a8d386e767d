"""One load: callers who ask one subject again as soon as they have their answer."""

import asyncio
import itertools
import time
from collections.abc import Sequence
from contextlib import aclosing, suppress
from statistics import median, quantiles
from typing import NamedTuple

import psutil

from benchmarks.triton.subjects import Batches, Subject
from models.engine import Segment

CALLERS = (1, 8, 16, 32, 64)
LEAST = 16
"""Sentences of all callers of a level together, in a round."""
SENTENCES = (
    "The ship leaves at noon.",
    "A long round arch, with its path high above, and its two ends apparently beyond the horizon.",
    "She opened the window and listened to the rain on the roof of the old house.",
    "There is, so they say, a boiling pot of gold at one end, though nobody ever finds it, however far they go.",
)
SEEDS = itertools.count()
"""None comes twice: what was said before with the same one would be known."""


class Answer(NamedTuple):
    """One sentence."""

    first_s: float
    whole_s: float
    audio_s: float


class Round(NamedTuple):
    """What all callers of a level got in one go."""

    answers: list[Answer]
    took_s: float
    cpu_s: float
    """Processor time of the callers and of all that spoke for them, beyond what that takes when nobody asks."""

    @property
    def audio_s(self) -> float:
        return sum(answer.audio_s for answer in self.answers)


async def measure(subject: Subject, callers: int, each: int) -> Round:
    """Every caller says `each` sentences."""
    begun_s, cpu_s = time.perf_counter(), cpu_time_s(subject)
    answers = await asyncio.gather(*(_ask(subject, n, each) for n in range(callers)))
    took_s, cpu_s = time.perf_counter() - begun_s, cpu_time_s(subject) - cpu_s
    return Round([answer for own in answers for answer in own], took_s, cpu_s - subject.idle * took_s)


async def _ask(subject: Subject, caller: int, count: int) -> list[Answer]:
    answers = []
    for n in range(count):
        text = SENTENCES[(caller + n) % len(SENTENCES)]
        begun, times, audio_s = time.perf_counter(), list[float](), 0.0
        async with aclosing(subject.speak(Segment(text=text, language="en-us", seed=next(SEEDS)))) as chunks:
            async for chunk in chunks:
                times.append(time.perf_counter() - begun)
                audio_s += chunk.duration_s
        answers.append(Answer(times[0], times[-1], audio_s))
    return answers


def cpu_time_s(subject: Subject) -> float:
    """Of this process, and of the subject's with all that they started."""
    roots = [psutil.Process(pid) for pid in subject.processes]
    processes = [psutil.Process(), *roots, *(child for root in roots for child in root.children(recursive=True))]
    used_s = 0.0
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            used_s += sum(process.cpu_times()[:2])
    return used_s


def line(subject: Subject, callers: int, rounds: Sequence[Round], batches: Batches) -> str:
    """Of the table: medians of the rounds, percentiles of all their answers."""
    answers = [answer for each in rounds for answer in each.answers]
    first, whole = ([getattr(answer, name) * 1000 for answer in answers] for name in ("first_s", "whole_s"))
    figures = [
        median(each.audio_s / each.took_s for each in rounds),
        median(each.audio_s / each.cpu_s for each in rounds),
        *(percentile(first, percent) for percent in (50, 95)),
        *(percentile(whole, percent) for percent in (50, 99)),
    ]
    mean = f"{batches.rows / batches.number:.1f}" if batches.number else ""
    return f"| {callers} | {subject.name} | {' | '.join(f'{figure:.0f}' for figure in figures)} | {mean} |"


def percentile(values: Sequence[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]
