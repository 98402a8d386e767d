"""`python -m benchmarks.latency`: start-up, time to first audio, and how soon a cancelled render frees its slot."""

import argparse
import asyncio
import io
import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import av

from benchmarks.piper import described
from benchmarks.serving import ROOT, Server

SENTENCES = 100
CANCELLATIONS = 20


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", type=Path, help="also write the figures to this file")
    chosen = arguments.parse_args()
    figures = {**asyncio.run(speaking()), **asyncio.run(cancelling())}
    for name, values in figures.items():
        print(f"{name:42}", "  ".join(f"{key} {value:8.1f}" for key, value in values.items()))
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=2))


Figures = dict[str, dict[str, float]]


async def speaking() -> Figures:
    """The default configuration: seconds to ready, and TTFA of a short sentence at one connection."""
    begun = time.monotonic()
    with running(ROOT / "serve_config.yaml") as server:
        ready_s = time.monotonic() - begun
        async with aiohttp.ClientSession(server.url) as session:
            first_ms = await ttfa_ms(session, -6, "pcm")
            ttfa = {
                f"TTFA {name}, one connection, ms": summary(
                    [await ttfa_ms(session, n, name) for n in range(-5, SENTENCES)][5:]
                )
                for name in ("pcm", "wav", "mp3", "opus")
            }
    return {
        "start to ready, s": {"once": ready_s},
        "TTFA pcm, the first request of all, ms": {"once": first_ms},
        **ttfa,
    }


async def ttfa_ms(session: aiohttp.ClientSession, n: int, name: str) -> float:
    """Milliseconds from sending the request to the first bytes that decode to a sample."""
    body = {"input": f"Sentence number {n} is a short one.", "voice": "espeak", "response_format": name}
    begun, first_ms, received = time.perf_counter(), 0.0, b""
    async with session.post("/v1/audio/speech", json=body) as response:
        response.raise_for_status()
        async for piece in response.content.iter_any():
            received += piece
            if not first_ms and decodes(received, name):
                first_ms = (time.perf_counter() - begun) * 1000
    return first_ms


def decodes(data: bytes, name: str) -> bool:
    if name == "pcm":
        return True
    try:
        with av.open(io.BytesIO(data), "r") as audio:
            return any(frame.samples for frame in audio.decode(audio=0))
    except av.FFmpegError:
        return False


async def cancelling() -> Figures:
    """Ten listeners of one render leave at once; the next render waits for the engine's only slot."""
    with running(Path(__file__).parent / "slot_config.yaml") as server:
        async with aiohttp.ClientSession(server.url, connector=aiohttp.TCPConnector(limit=0)) as session:
            taken = [await slot_ms(session, n) for n in range(-2, CANCELLATIONS)][2:]
    return {"last of 10 gone to next render's audio, ms": summary(taken)}


async def slot_ms(session: aiohttp.ClientSession, n: int) -> float:
    long = {"input": f"{n} " + "word " * 300, "response_format": "pcm"}
    listeners = [await session.post("/v1/audio/speech", json=long) for _ in range(10)]
    waiting = asyncio.create_task(
        session.post("/v1/audio/speech", json={"input": f"Next {n}.", "response_format": "pcm"})
    )
    await asyncio.sleep(0.3)
    begun = time.perf_counter()
    for listener in listeners:
        listener.close()
    async with await waiting as response:
        await response.content.readany()
        return (time.perf_counter() - begun) * 1000


@contextmanager
def running(config: Path, *voices: Path) -> Iterator[Server]:
    """A server with `config` that knows the Piper files of `voices` too, by their stems."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "voices")
        folder.mkdir()
        for path in voices:
            about = described(path).model_dump(mode="json", exclude_defaults=True)
            (folder / f"{path.stem}.yaml").write_text(json.dumps(about))  # which is YAML
        server = Server(Path(home), config).wait_until_ready()
        try:
            yield server
        finally:
            server.stop()


def summary(values: Sequence[float]) -> dict[str, float]:
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(values)}


if __name__ == "__main__":
    main()
