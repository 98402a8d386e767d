"""`python -m benchmarks.triton`: one Piper voice by our own batcher, by Triton's, and by onnxruntime without either.

Callers ask again as soon as they have their answer. All three read texts alike, here, and run rows in one thread per
core. Ours is the engine piper in this process, Triton's the same code in its Python backend, called by gRPC; the third
runs the graph as it came, each sentence at once, behind a pool of threads. Needs what `make triton` makes.
"""

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import numpy as np
import onnx
import psutil
from tritonclient.grpc import InferenceServerClient

from benchmarks.triton_process import TritonProcess
from models.engine import AudioChunk, Segment
from models.pcm import pcm
from models.piper import PiperEngine, files, phonemes
from models.piper.half_weights import widened
from models.piper.session import options, run, session
from models.triton import TritonEngine
from models.voice import BUILT_IN, Voice, read_voice

CORES = len(os.sched_getaffinity(0))
CALLERS = (1, 8, 16, 32, 64)
LEAST = 16
"""Sentences of all callers of a level together, in a round."""
SENTENCES = (
    "The ship leaves at noon.",
    "A long round arch, with its path high above, and its two ends apparently beyond the horizon.",
    "She opened the window and listened to the rain on the roof of the old house.",
    "There is, so they say, a boiling pot of gold at one end, though nobody ever finds it, however far they go.",
)

Speak = Callable[[Segment, Voice], AsyncGenerator[AudioChunk, None]]
Batches = Callable[[], tuple[int, int]]
"""Rows that were run so far, and in how many batches."""


class Answer(NamedTuple):
    """One sentence."""

    first_s: float
    whole_s: float
    audio_s: float


class Raw:
    """The graph as it came."""

    def __init__(self, voice: Voice) -> None:
        self._description, _ = files.read(voice)
        self._session = session(widened(onnx.load(str(voice.model))), options(threads=1))
        self._pool = ThreadPoolExecutor(CORES)

    async def synthesize(self, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
        samples = await asyncio.get_running_loop().run_in_executor(self._pool, self._run, segment)
        yield AudioChunk(pcm(samples), voice.sample_rate)

    def _run(self, segment: Segment) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
        symbols, inference = phonemes.numbers(segment, self._description), self._description.inference
        given = {
            "input": np.array([symbols]),
            "input_lengths": np.array([len(symbols)]),
            "scales": np.array([inference.noise_scale, inference.length_scale, inference.noise_w], np.float32),
            "sid": np.zeros(1, np.int64),
        }
        (samples,) = run(self._session, given).values()
        return samples.reshape(-1)


class Round(NamedTuple):
    """What all callers of a level got in one go."""

    answers: list[Answer]
    took_s: float
    cpu_s: float
    """Processor time, of Triton's processes too."""
    rows: int
    batches: int
    """That Triton ran."""

    @property
    def audio_s(self) -> float:
        return sum(answer.audio_s for answer in self.answers)


class Subject(NamedTuple):
    """What is measured."""

    name: str
    speak: Speak
    voice: Voice
    batches: Batches


async def measure(subject: Subject, callers: int, each: int) -> Round:
    """Every caller says `each` sentences."""
    rows, batches = subject.batches()
    begun_s, cpu_s = time.perf_counter(), cpu_time_s()
    answers = await asyncio.gather(*(_ask(subject.speak, subject.voice, n, each) for n in range(callers)))
    took_s, cpu_s = time.perf_counter() - begun_s, cpu_time_s() - cpu_s
    after = subject.batches()
    return Round([a for own in answers for a in own], took_s, cpu_s, after[0] - rows, after[1] - batches)


async def _ask(speak: Speak, voice: Voice, caller: int, count: int) -> list[Answer]:
    answers = []
    for n in range(count):
        text = SENTENCES[(caller + n) % len(SENTENCES)]
        begun, times, audio_s = time.perf_counter(), list[float](), 0.0
        async with aclosing(speak(Segment(text=text, language=voice.languages[0], seed=n), voice)) as chunks:
            async for chunk in chunks:
                times.append(time.perf_counter() - begun)
                audio_s += chunk.duration_s
        answers.append(Answer(times[0], times[-1], audio_s))
    return answers


def line(subject: Subject, callers: int, rounds: Sequence[Round]) -> str:
    """Of the table: medians of the rounds, percentiles of all their answers."""
    answers = [answer for each in rounds for answer in each.answers]
    first, whole = ([getattr(answer, name) * 1000 for answer in answers] for name in ("first_s", "whole_s"))
    figures = [
        median(each.audio_s / each.took_s for each in rounds),
        median(each.audio_s / each.cpu_s for each in rounds),
        *(percentile(first, percent) for percent in (50, 95)),
        *(percentile(whole, percent) for percent in (50, 99)),
    ]
    batches = sum(each.batches for each in rounds)
    mean = f"{sum(each.rows for each in rounds) / batches:.1f}" if batches else ""
    return f"| {callers} | {subject.name} | {' | '.join(f'{figure:.0f}' for figure in figures)} | {mean} |"


def percentile(values: Sequence[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]


async def compare(voice: Voice, triton: TritonProcess, rounds: int) -> None:
    """All take turns, so that what else the machine does meets each of them."""
    served = voice.model_copy(update={"engine": "triton", "model": voice.id, "sha256": None})
    own, through = PiperEngine(), TritonEngine(url=triton.url)
    subjects = [
        Subject("ours", own.synthesize, voice, lambda: (0, 0)),
        Subject("Triton", through.synthesize, served, lambda: statistics(triton.url, voice.id)),
        Subject("onnxruntime", Raw(voice).synthesize, voice, lambda: (0, 0)),
    ]
    for subject in subjects:
        await measure(subject, CORES, 2)
    print("| callers | | audio s/s | per CPU s | TTFA p50 | p95 | whole p50 | p99 | mean batch |")
    print("|---|---|---|---|---|---|---|---|---|")
    for callers in CALLERS:
        each = max(1, LEAST // callers)
        measured = [[await measure(subject, callers, each) for subject in subjects] for _ in range(rounds)]
        for subject, own_rounds in zip(subjects, zip(*measured, strict=True), strict=True):
            print(line(subject, callers, own_rounds), flush=True)
    own.close()
    await through.close()


def cpu_time_s() -> float:
    """Of this process and all that it started."""
    own = psutil.Process()
    return sum(sum(each.cpu_times()[:2]) for each in (own, *own.children(recursive=True)))


def statistics(url: str, model: str) -> tuple[int, int]:
    with InferenceServerClient(url) as client:
        told = client.get_inference_statistics(model).model_stats[0]
    return told.inference_count, told.execution_count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voice", type=Path, default=BUILT_IN / "declaim.yaml", metavar="VOICE.yaml")
    parser.add_argument("--rounds", type=int, default=5, help="of each level")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        triton = TritonProcess(Path(folder), [asked.voice.absolute()], {}, instances=CORES)
        try:
            triton.start()
            asyncio.run(compare(read_voice(asked.voice), triton, asked.rounds))
        finally:
            triton.stop()


if __name__ == "__main__":
    main()
