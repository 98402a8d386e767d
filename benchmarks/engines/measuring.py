"""One batch size of one engine: how much it speaks under load, and how soon when it is idle."""

import asyncio
import resource
import statistics
import time
from dataclasses import dataclass

import torch

from benchmarks.engines.subject import Closing, Subject
from models.batcher import BatchReport
from models.engine import Segment


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of a batch size."""

    batch: int
    audio_s_per_s: float
    """Audio seconds made per second, twice as many callers as rows being there at any time."""
    ttfa_ms_p50: float
    """From asking to first audio, as many callers as rows asking an idle engine at once."""
    whole_ms_p50: float
    """To all of it: what who does not stream waits."""
    step_ms: float | None
    """What it takes for all rows to come one step further, if the model has steps: sound included."""
    rows: float
    """In a batch, in the mean."""
    padding: float
    """Share of the symbols of a batch that is padding, 0 to 1, in the mean."""
    peak_memory_mib: float
    """Of the GPU, or of this process so far, with all that it has imported."""


@dataclass(slots=True)
class Caller:
    """Asks for one text after another, with another seed each time."""

    engine: Closing
    subject: Subject
    asked: int = 0

    async def ask(self) -> tuple[float, float, float]:
        """Audio seconds, and milliseconds to the first and to the last of them."""
        number, begun = self.asked, time.perf_counter()
        self.asked += 1
        text = self.subject.texts[number % len(self.subject.texts)]
        first_ms, audio_s = 0.0, 0.0
        segment = Segment(text=text, language=self.subject.voice.languages[0], seed=number)
        async for chunk in self.engine.synthesize(segment, self.subject.voice):
            first_ms = first_ms or (time.perf_counter() - begun) * 1000
            audio_s += chunk.duration_s
        return audio_s, first_ms, (time.perf_counter() - begun) * 1000


async def figures(subject: Subject, rows: int, seconds: float) -> Figures:
    """Measured for at least so many seconds."""
    reports = list[BatchReport]()
    engine = subject.engine(rows, reports.append)
    caller = Caller(engine, subject)
    # So that whatever is prepared when it is first needed is there: on a GPU every shape is.
    await loaded(caller, 2 * rows, seconds / 2)
    if torch.cuda.is_available():
        torch.cuda.reset_peak_memory_stats()
    answers = await at_once(caller, rows, seconds)
    reports.clear()
    speed = await loaded(caller, 2 * rows, seconds)
    await asyncio.to_thread(engine.close)
    occupied = statistics.fmean(report.rows for report in reports)
    return Figures(
        batch=rows,
        audio_s_per_s=speed,
        ttfa_ms_p50=statistics.median(first_ms for _, first_ms, _ in answers),
        whole_ms_p50=statistics.median(whole_ms for *_, whole_ms in answers),
        step_ms=subject.step_s and occupied * subject.step_s / speed * 1000,
        rows=occupied,
        padding=statistics.fmean(report.padding for report in reports),
        peak_memory_mib=peak_memory_mib(),
    )


async def at_once(caller: Caller, callers: int, seconds: float) -> list[tuple[float, float, float]]:
    """What all of them got who asked together, again and again until time is up."""
    begun, answers = time.perf_counter(), list[tuple[float, float, float]]()
    while not answers or time.perf_counter() - begun < seconds:
        answers += await asyncio.gather(*(caller.ask() for _ in range(callers)))
    return answers


async def loaded(caller: Caller, callers: int, seconds: float) -> float:
    """Audio seconds per second. Who has an answer asks again until time is up, and all of them are heard out."""
    begun, made_s = time.perf_counter(), list[float]()

    async def go_on() -> None:
        asked = False
        while not asked or time.perf_counter() - begun < seconds:
            made_s.append((await caller.ask())[0])
            asked = True

    await asyncio.gather(*(go_on() for _ in range(callers)))
    return sum(made_s) / (time.perf_counter() - begun)


def coqui_audio_s_per_s(subject: Subject, seconds: float) -> float:
    """coqui's own `inference`, one text after another. Raises NotImplementedError when the engine has no such thing."""
    subject.coqui(subject.texts[0])
    begun, made_s, texts = time.perf_counter(), 0.0, 0
    while texts < len(subject.texts) or time.perf_counter() - begun < seconds:
        made_s += subject.coqui(subject.texts[texts % len(subject.texts)])
        texts += 1
    return made_s / (time.perf_counter() - begun)


def peak_memory_mib() -> float:
    if torch.cuda.is_available():
        return torch.cuda.max_memory_allocated() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
