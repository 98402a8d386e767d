"""What is measured, but for the whole server: how it is asked, what of it uses the processor, what its batches were."""

import asyncio
import os
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import NamedTuple, Self

import numpy as np
import onnx
from numpy.typing import NDArray
from tritonclient.grpc.aio import InferenceServerClient

from benchmarks.triton_process import TritonProcess
from models.batcher import BatchReport
from models.engine import AudioChunk, Segment
from models.pcm import pcm
from models.piper import PiperEngine, files, phonemes
from models.piper.half_weights import widened
from models.piper.session import options, run, session
from models.triton import TritonEngine
from models.voice import Voice

CORES = len(os.sched_getaffinity(0))


class Batches(NamedTuple):
    """That were run."""

    rows: float = 0
    number: float = 0

    def since(self, earlier: Self) -> "Batches":
        return Batches(self.rows - earlier.rows, self.number - earlier.number)


class Subject(NamedTuple):
    """`processes` are those that use the processor for it, with all that they started, besides this one."""

    name: str
    speak: Callable[[Segment], AsyncGenerator[AudioChunk, None]]
    batches: Callable[[], Awaitable[Batches]]
    """Since it was started."""
    processes: tuple[int, ...] = ()
    idle: float = 0.0
    """Cores that it uses when nobody asks."""


async def no_batches() -> Batches:
    return Batches()


@asynccontextmanager
async def in_process(voice: Voice) -> AsyncIterator[Subject]:
    """Our batcher, in this process."""
    reports: list[BatchReport] = []
    engine = PiperEngine(observe=reports.append)

    async def batches() -> Batches:
        return Batches(sum(report.rows for report in reports), len(reports))

    yield Subject("piper", lambda segment: engine.synthesize(segment, voice), batches)
    engine.close()


@asynccontextmanager
async def on_triton(voice: Voice, process: TritonProcess) -> AsyncIterator[Subject]:
    """Triton's batcher, called as the engine triton does."""
    engine, served = TritonEngine(url=process.url), as_served(voice, voice.id)
    batches = triton_batches(voice.id, process)
    yield Subject("Triton", lambda segment: engine.synthesize(segment, served), batches, (process.pid,))
    await engine.close()


def as_served(voice: Voice, model: str) -> Voice:
    return voice.model_copy(update={"engine": "triton", "model": model, "sha256": None})


def triton_batches(model: str, process: TritonProcess) -> Callable[[], Awaitable[Batches]]:
    async def batches() -> Batches:
        async with InferenceServerClient(process.url) as client:
            told = (await client.get_inference_statistics(model)).model_stats[0]
        return Batches(told.inference_count, told.execution_count)

    return batches


@asynccontextmanager
async def raw(voice: Voice) -> AsyncIterator[Subject]:
    """The graph as it came, on a thread per core."""
    description, _ = files.read(voice)
    graph = session(widened(onnx.load(str(voice.model))), options(threads=1))

    def made(segment: Segment) -> NDArray[np.float32]:
        symbols, inference = phonemes.numbers(segment, description), description.inference
        given = {
            "input": np.array([symbols]),
            "input_lengths": np.array([len(symbols)]),
            "scales": np.array([inference.noise_scale, inference.length_scale, inference.noise_w], np.float32),
            "sid": np.zeros(1, np.int64),
        }
        (samples,) = run(graph, given).values()
        return samples.reshape(-1)

    async def speak(segment: Segment) -> AsyncGenerator[AudioChunk, None]:
        samples = await asyncio.get_running_loop().run_in_executor(pool, made, segment)
        yield AudioChunk(pcm(samples), voice.sample_rate)

    with ThreadPoolExecutor(CORES) as pool:
        yield Subject("onnxruntime", speak, no_batches)
