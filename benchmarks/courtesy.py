"""`python -m benchmarks.courtesy`: what listeners notice of a batch that runs beside them."""

import argparse
import asyncio
import json
import random
import statistics
import tempfile
import time
from pathlib import Path

import aiohttp

from benchmarks.serving import ROOT, Server

LISTENERS = 200
A_SECOND = 2.0
"""Listeners that come, at random moments: an open loop."""
ROUNDS = 3
ITEMS = 400
"""More than are done in a round."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--listeners", type=int, default=LISTENERS)
    arguments.add_argument("--rate", type=float, default=A_SECOND, help="listeners per second")
    arguments.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as home:
        server = Server(Path(home), ROOT / "serve_config.yaml").wait_until_ready()
        try:
            for n in range(chosen.rounds):
                asyncio.run(measure(server.url, n, chosen.listeners, chosen.rate))
        finally:
            server.stop()


async def measure(url: str, n: int, listeners: int, rate: float) -> None:
    """Without a batch and with one, in one round."""
    async with aiohttp.ClientSession(url, connector=aiohttp.TCPConnector(limit=0)) as session:
        alone = await listen(session, f"alone {n}", listeners, rate)
        batch = await submit(session, n)
        await asyncio.sleep(10)
        before = await done(session, batch)
        begun = time.perf_counter()
        beside = await listen(session, f"beside {n}", listeners, rate)
        took_s = time.perf_counter() - begun
        after = await done(session, batch)
        async with session.post(f"/v1/batches/{batch}/cancel") as response:
            response.raise_for_status()
        await asyncio.sleep(6)
    for name, values in (("alone", alone), ("beside a batch", beside)):
        print(
            f"{name:16} TTFA ms: p50 {statistics.median(values):6.1f}  p95 {p95(values):6.1f}  max {max(values):6.1f}"
        )
    made_s = after["audio_s"] - before["audio_s"]
    print(
        f"p95 ratio {p95(beside) / p95(alone):.2f}; the batch made {made_s / took_s:.1f} audio-s/s meanwhile",
        flush=True,
    )


async def listen(session: aiohttp.ClientSession, what: str, listeners: int, rate: float) -> list[float]:
    """Milliseconds to the first bytes of each, from when it was due."""
    tasks, due = [], time.perf_counter()
    for n in range(listeners):
        due += random.expovariate(rate)
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(ttfa_ms(session, f"Listener {n} of round {what} hears this sentence.", due)))
    return await asyncio.gather(*tasks)


async def ttfa_ms(session: aiohttp.ClientSession, text: str, due: float) -> float:
    async with session.post("/v1/audio/speech", json={"input": text, "response_format": "pcm"}) as response:
        response.raise_for_status()
        await response.content.readany()
        first_ms = (time.perf_counter() - due) * 1000
        await response.read()
    return first_ms


async def submit(session: aiohttp.ClientSession, n: int) -> str:
    lines = []
    for item in range(ITEMS):
        text = " ".join(f"Sentence {m} of item {item} in round {n} is read for nobody in particular." for m in range(8))
        body = {"input": text, "response_format": "mp3"}
        lines.append({"custom_id": f"{item}", "method": "POST", "url": "/v1/audio/speech", "body": body})
    form = aiohttp.FormData({"purpose": "batch"})
    form.add_field("file", "\n".join(map(json.dumps, lines)).encode(), filename="in.jsonl")
    async with session.post("/v1/files", data=form) as response:
        file = (await response.json())["id"]
    async with session.post("/v1/batches", json={"input_file_id": file}) as response:
        response.raise_for_status()
        batch: str = (await response.json())["id"]
    return batch


async def done(session: aiohttp.ClientSession, batch: str) -> dict[str, float]:
    async with session.get(f"/v1/batches/{batch}") as response:
        told = await response.json()
    assert told["status"] in {"in_progress", "finalizing"}, "the batch ended: give it more items"
    progress: dict[str, float] = told["progress"]
    return progress


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


if __name__ == "__main__":
    main()
