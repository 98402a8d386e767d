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
from statistics import quantiles
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


async def measure(speak: Speak, voice: Voice, callers: int, rounds: int) -> tuple[list[Answer], float]:
    """What each got, and how many seconds all of it took."""
    begun = time.perf_counter()
    answers = await asyncio.gather(*(_ask(speak, voice, n, rounds) for n in range(callers)))
    return [answer for own in answers for answer in own], time.perf_counter() - begun


async def _ask(speak: Speak, voice: Voice, caller: int, rounds: int) -> list[Answer]:
    answers = []
    for n in range(rounds):
        text = SENTENCES[(caller + n) % len(SENTENCES)]
        begun, times, audio_s = time.perf_counter(), list[float](), 0.0
        async with aclosing(speak(Segment(text=text, language=voice.languages[0], seed=n), voice)) as chunks:
            async for chunk in chunks:
                times.append(time.perf_counter() - begun)
                audio_s += chunk.duration_s
        answers.append(Answer(times[0], times[-1], audio_s))
    return answers


class Cost(NamedTuple):
    """Of all answers of a level."""

    took_s: float
    cpu_s: float
    """Processor time, of Triton's processes too."""
    mean_batch: float | None


def row(name: str, callers: int, answers: Sequence[Answer], cost: Cost) -> str:
    """Of the table."""
    first, whole = ([getattr(answer, name) * 1000 for answer in answers] for name in ("first_s", "whole_s"))
    audio_s = sum(answer.audio_s for answer in answers)
    batch = "" if cost.mean_batch is None else f"{cost.mean_batch:.1f}"
    figures = (percentile(first, 50), percentile(first, 95), percentile(whole, 50), percentile(whole, 99))
    speeds = f"{audio_s / cost.took_s:.0f} | {audio_s / cost.cpu_s:.0f}"
    return f"| {callers} | {name} | {speeds} | {' | '.join(f'{ms:.0f}' for ms in figures)} | {batch} |"


def percentile(values: Sequence[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]


async def compare(voice: Voice, triton: TritonProcess, sentences: int) -> None:
    """Each level in turn, so that what else the machine does meets all of them."""
    served = voice.model_copy(update={"engine": "triton", "model": voice.id, "sha256": None})
    own, through, raw = PiperEngine(), TritonEngine(url=triton.url), Raw(voice)
    print(
        "| callers | | audio s/s | TTFA p50 | p95 | whole p50 | p99 | mean batch |\n|---|---|---|---|---|---|---|---|"
    )
    subjects: list[tuple[str, Speak, Voice, Batches | None]] = [
        ("ours", own.synthesize, voice, None),
        ("Triton", through.synthesize, served, lambda: statistics(triton.url, voice.id)),
        ("onnxruntime", raw.synthesize, voice, None),
    ]
    for _, speak, spoken_by, _ in subjects:
        await measure(speak, spoken_by, CORES, 2)
    for callers in CALLERS:
        for name, speak, spoken_by, batches in subjects:
            before, cpu_s = batches() if batches else (0, 0), cpu_time_s()
            answers, took_s = await measure(speak, spoken_by, callers, max(2, sentences // callers))
            after = batches() if batches else (0, 0)
            mean = (after[0] - before[0]) / (after[1] - before[1]) if batches else None
            print(row(name, callers, answers, Cost(took_s, cpu_time_s() - cpu_s, mean)), flush=True)
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
    parser.add_argument(
        "--sentences", type=int, default=128, help="of all callers of a level together, at least two each"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        triton = TritonProcess(Path(folder), [asked.voice.absolute()], {}, instances=CORES)
        try:
            triton.start()
            asyncio.run(compare(read_voice(asked.voice), triton, asked.sentences))
        finally:
            triton.stop()


if __name__ == "__main__":
    main()
