"""What a Piper voice costs, step by step, on one thread and on two; and batches, held against what that predicts."""

import asyncio
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random

import numpy as np
from scipy.optimize import nnls

from benchmarks.load.workloads import generated
from benchmarks.simulation.service_times import AudioTimes, EngineTimes
from models.engine import Segment
from models.pcm import chunks, pcm
from models.piper import PiperEngine
from models.piper.voices import PiperVoices
from models.voice import Voice

TEXTS = 45
BATCHES, TRIES = 3, 5
ROWS = 32
"""That take turns on a thread, by default: models/piper/engine.py."""


@dataclass(frozen=True, slots=True)
class Step:
    """One window of one row; CPU seconds of the thread that made it."""

    characters: int
    """Of its row, if that begins with it; else 0."""
    audio_s: float
    cpu_s: float


@dataclass(frozen=True, slots=True)
class Spoken:
    characters: int
    steps: tuple[Step, ...]

    @property
    def audio_s(self) -> float:
        return sum(step.audio_s for step in self.steps)

    @property
    def cpu_s(self) -> float:
        return sum(step.cpu_s for step in self.steps)


def texts(seed: int, number: int = TEXTS) -> list[str]:
    """Sentences, and as many of them joined by two and three into longer ones."""
    new = generated.sentences(Random(seed))  # noqa: S311 - no secret
    joined = ((next(new) for _ in range(1 + n % 3)) for n in range(number))
    return [", and ".join(text.rstrip(".") for text in parts) + "." for parts in joined]


def spoken(voices: PiperVoices, voice: Voice, text: str) -> Spoken:
    steps, windows = list[Step](), voices.speak(Segment(text=text, language=voice.languages[0]), voice)
    last = False
    while not last:
        begun = time.thread_time()
        samples, last = next(windows)
        made = list(chunks(pcm(samples), voice.sample_rate))
        cpu_s = time.thread_time() - begun
        audio_s = sum(chunk.duration_s for chunk in made)
        steps.append(Step(0 if steps else len(text), audio_s, cpu_s))
    return Spoken(len(text), tuple(steps))


def audio_times(made: Sequence[Spoken]) -> AudioTimes:
    known = np.array([[1.0, each.characters] for each in made])
    audio_s = np.array([each.audio_s for each in made])
    (fixed_s, character_s), _ = nnls(known, audio_s)
    spread = np.log(audio_s / (known @ [fixed_s, character_s])).std()
    return AudioTimes(fixed_s=fixed_s, character_s=character_s, spread=spread)


def engine_times(made: Sequence[Spoken], workers: int) -> EngineTimes:
    """The least squares that are nowhere negative, all times added up being what they were."""
    steps = [step for each in made for step in each.steps]
    known = np.array([[bool(step.characters), step.characters, 1.0, step.audio_s] for step in steps], dtype=float)
    cpu_s = np.array([step.cpu_s for step in steps])
    weights = 1 / cpu_s  # so that a short step counts as much as a long one
    found, _ = nnls(known * weights[:, None], cpu_s * weights)
    found *= cpu_s.sum() / (known @ found).sum()
    names = ("row_s", "character_s", "row_window_s", "row_audio_s")
    spread = np.log(cpu_s / (known @ found)).std()
    return EngineTimes(
        rows=ROWS, workers=workers, turns=True, spread=spread, **dict(zip(names, map(float, found), strict=True))
    )


def side_by_side(voices: PiperVoices, voice: Voice) -> float:
    """Of one thread's speed, what each of two has; by their CPU time, which others on the machine disturb less."""
    alone, together = (cost(made) for made in (on_threads(voices, voice, 1), on_threads(voices, voice, 2)))
    return min(1.0, alone / together)


def on_threads(voices: PiperVoices, voice: Voice, threads: int) -> list[Spoken]:
    """The same texts on each of so many threads at once."""
    with ThreadPoolExecutor(threads) as pool:
        made = [pool.submit(lambda: [spoken(voices, voice, text) for text in texts(4)]) for _ in range(threads)]
        return [each for thread in made for each in thread.result()]


def cost(made: Sequence[Spoken]) -> float:
    """CPU seconds per audio second."""
    return sum(each.cpu_s for each in made) / sum(each.audio_s for each in made)


def batch_s(voice: Voice, workers: int, rows: int) -> tuple[float, float]:
    """Of the real engine with so many rows at once: seconds to the first audio of all, and to the end.

    Means over some texts of the shortest that each took: what shares the machine only makes it longer.
    """
    engine = PiperEngine(workers=workers, rows=ROWS)
    engine.prepare(voice)

    async def row(text: str) -> tuple[float, float]:
        begun, first_s = time.perf_counter(), 0.0
        async for _ in engine.synthesize(Segment(text=text, language=voice.languages[0]), voice):
            first_s = first_s or time.perf_counter() - begun
        return first_s, time.perf_counter() - begun

    async def batch(text: str) -> tuple[float, float]:
        firsts, ends = zip(*await asyncio.gather(*(row(text) for _ in range(rows))), strict=True)
        return max(firsts), max(ends)

    try:
        tries = [[asyncio.run(batch(text)) for _ in range(TRIES)] for text in texts(9, BATCHES)]
    finally:
        engine.close()
    return mean_of_least([[first_s for first_s, _ in each] for each in tries]), mean_of_least(
        [[end_s for _, end_s in each] for each in tries]
    )


def mean_of_least(tries: Sequence[Sequence[float]]) -> float:
    return statistics.fmean(map(min, tries))


def phonemes_s(voice: Voice) -> float:
    """CPU seconds per character."""
    from models.piper import files, phonemes  # noqa: PLC0415 - needs an extra, as the engine does

    description, _ = files.read(voice)
    begun, given = time.thread_time(), texts(10)
    for text in given:
        phonemes.numbers(Segment(text=text, language=voice.languages[0]), description)
    return (time.thread_time() - begun) / sum(map(len, given))


def predicted_s(voice: Voice, times: EngineTimes, rows: float) -> float:
    """What the fit has for the same batches as `batch_s`, with so many rows per thread."""
    voices = PiperVoices(1, 1)
    made = [spoken(voices, voice, text) for text in texts(9, BATCHES)]
    return rows * statistics.fmean(
        times.row_s
        + times.character_s * each.characters
        + times.row_window_s * len(each.steps)
        + times.row_audio_s * each.audio_s
        for each in made
    )
