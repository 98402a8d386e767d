"""The whole server, asked over HTTP: for the voice itself, and for the same one on Triton."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import numpy as np
import yaml

from benchmarks.serving import ROOT, Server
from benchmarks.triton.subjects import Batches, Subject, as_served, triton_batches
from benchmarks.triton_process import TritonProcess
from declaim.prometheus import Page
from models.engine import AudioChunk, Segment
from models.voice import BUILT_IN, Voice

ON_TRITON = "on-triton"
"""The same voice there: its id here, and its model's there, a second one so that its batches are counted apart."""
LONGEST_S = 300
"""Silence that is waited for: on a busy machine a hundred rows take their time."""
REPORTED_S = 5.0
"""Metrics are at most so old."""


@asynccontextmanager
async def declaim(voice: Voice, process: TritonProcess, home: Path) -> AsyncIterator[tuple[Subject, Subject]]:
    """Started as it is installed, with the engine triton besides."""
    write_home(voice, process, home)
    server = Server(home, home / "serve_config.yaml")
    try:
        await asyncio.to_thread(server.wait_until_ready)
        async with aiohttp.ClientSession(server.url, connector=aiohttp.TCPConnector(limit=0)) as session:
            yield (
                Subject("Declaim", asking(session, voice, voice.id), own_batches(session), (server.process.pid,)),
                Subject(
                    "Declaim, Triton",
                    asking(session, voice, ON_TRITON),
                    triton_batches(ON_TRITON, process),
                    (server.process.pid, process.pid),
                ),
            )
    finally:
        server.stop()


def write_home(voice: Voice, process: TritonProcess, home: Path) -> None:
    """Its voices, and serve_config.yaml as it is, but for the engine."""
    voices = {ON_TRITON: as_served(voice, ON_TRITON).model_copy(update={"id": ON_TRITON})}
    if not Path(str(voice.model)).is_relative_to(BUILT_IN):
        voices[voice.id] = voice
    (home / "voices").mkdir(parents=True)
    for name, each in voices.items():
        text = yaml.safe_dump(each.model_dump(mode="json", exclude_defaults=True))
        (home / f"voices/{name}.yaml").write_text(text)
    config = yaml.safe_load((ROOT / "serve_config.yaml").read_text())
    (application,) = config["applications"]
    application["args"]["engines"]["triton"] = {"url": process.url, "timeout_s": LONGEST_S}
    like = next(it for it in application["deployments"] if it["name"] == "Synthesizer-espeak")
    application["deployments"].append({**like, "name": "Synthesizer-triton"})
    (home / "serve_config.yaml").write_text(yaml.safe_dump(config))


def asking(
    session: aiohttp.ClientSession, voice: Voice, name: str
) -> Callable[[Segment], AsyncGenerator[AudioChunk, None]]:
    async def speak(segment: Segment) -> AsyncGenerator[AudioChunk, None]:
        about = {
            "response_format": "pcm",
            "sample_rate": voice.sample_rate,
            "fallback": "never",
            "timeout_s": LONGEST_S,
        }
        body = {"input": segment.text, "voice": name, "seed": segment.seed, **about}
        async with session.post("/v1/audio/speech", json=body, headers={"Cache-Control": "no-store"}) as response:
            response.raise_for_status()
            left = b""
            async for data in response.content.iter_any():
                left += data
                samples = np.frombuffer(left, np.int16, len(left) // 2)
                left = left[samples.nbytes :]
                yield AudioChunk(samples, voice.sample_rate)

    return speak


def own_batches(session: aiohttp.ClientSession) -> Callable[[], Awaitable[Batches]]:
    async def batches() -> Batches:
        await asyncio.sleep(REPORTED_S)
        async with session.get("/metrics") as response:
            return counted(Page(await response.text()))

    return batches


def counted(page: Page) -> Batches:
    """Of its buckets, for what Ray exports as their sum is made of their middles: half a row for one."""
    rows, number, below = 0.0, 0.0, 0.0
    buckets = page.by("le", "ray_declaim_batch_rows_bucket").items()
    for edge, within in sorted((float(edge), within) for edge, within in buckets if edge != "+Inf"):
        rows += (within - number) * (below + 1 + edge) / 2
        number, below = within, edge
    return Batches(rows, number)
