"""`python -m benchmarks.listeners`: how many people can listen at once, at the speed of speech.

Each hears one new text after another, as pcm, and asks for the next when the last has been played: so many listeners
need so many seconds of audio per second. A player begins 100 ms after the first audio has come and runs dry when it has
played all that came.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from benchmarks.load.drivers.openai import PCM_RATE
from benchmarks.load.outcome import Heard, starves
from benchmarks.load.quantiles import percentiles
from benchmarks.load.workloads import prompts
from benchmarks.load.workloads.prompt import Prompt
from benchmarks.serving import ROOT, Server

LISTENERS = (40, 60, 70, 80)


@dataclass(frozen=True, slots=True)
class Listened:
    """One text, heard to its end."""

    ttfa_ms: float
    audio_s: float
    starved: bool


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--listeners", type=int, nargs="+", default=LISTENERS, metavar="N")
    arguments.add_argument(
        "--seconds", type=float, default=60, help="so long each listens, and its last text to the end"
    )
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as home:
        server = Server(Path(home), ROOT / "serve_config.yaml").wait_until_ready()
        try:
            for n in chosen.listeners:
                begun_s = time.monotonic()
                heard = asyncio.run(listened(server.url, n, chosen.seconds))
                show(n, heard, time.monotonic() - begun_s)
        finally:
            server.stop()


async def listened(url: str, listeners: int, seconds: float) -> list[Listened]:
    """Everything that they heard. They come one by one, within the first third."""
    texts, heard = prompts("paragraphs", time.time_ns()), list[Listened]()
    until_s = time.monotonic() + seconds

    async def listen(session: aiohttp.ClientSession) -> None:
        await asyncio.sleep(random.uniform(0, seconds / 3))  # noqa: S311
        while time.monotonic() < until_s:
            heard.append(await one(session, texts))

    async with (
        aiohttp.ClientSession(url, connector=aiohttp.TCPConnector(limit=0)) as session,
        asyncio.TaskGroup() as tasks,
    ):
        for _ in range(listeners):
            tasks.create_task(listen(session))
    return heard


async def one(session: aiohttp.ClientSession, texts: Iterator[Prompt]) -> Listened:
    """Returns when it has been played."""
    begun_s, size, came = time.monotonic(), 0, Heard()
    body = {"input": next(texts).text, "response_format": "pcm"}
    async with session.post("/v1/audio/speech", json=body) as response:
        response.raise_for_status()
        async for piece in response.content.iter_any():
            size += len(piece)
            came.append((time.monotonic(), size / 2 / PCM_RATE))
    first_s, audio_s = came[0][0], came[-1][1]
    await asyncio.sleep(max(0.0, first_s + audio_s - time.monotonic()))
    return Listened((first_s - begun_s) * 1000, audio_s, starves(came))


def show(listeners: int, heard: Sequence[Listened], took_s: float) -> None:
    ttfa, starved = percentiles([each.ttfa_ms for each in heard]), sum(each.starved for each in heard)
    audio_s = sum(each.audio_s for each in heard)
    print(
        f"{listeners} listeners: {len(heard)} texts of {audio_s / len(heard):.1f} s, {starved} ran dry; "
        f"TTFA p50 {ttfa['p50']:.0f}, p95 {ttfa['p95']:.0f} ms; {audio_s / took_s:.1f} audio-s/s",
        flush=True,
    )


if __name__ == "__main__":
    main()
