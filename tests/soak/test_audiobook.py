"""An audio book of 20 chapters and 100,000 characters, made twice: the second time with one sentence changed."""

import asyncio
import io
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import av
import httpx
import pytest

from benchmarks.serving import ROOT, Server

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1200)]

CHAPTERS, CHARACTERS = 20, 100_000
SENTENCES = (ROOT / "benchmarks/quality/sentences/everyday.txt").read_text().splitlines()
SPOKEN = re.compile(r'^ray_declaim_rtf_count\{[^}]*engine="piper"[^}]*\} ([\d.e+]+)$', re.MULTILINE)


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    running = Server(Path(tmp_path_factory.mktemp("home")), ROOT / "serve_config.yaml")
    try:
        yield running.wait_until_ready()
    finally:
        running.stop()


def book(changed: str = "") -> str:
    """No sentence is there twice."""
    draw, chapters = random.Random(7), []  # noqa: S311
    for n in range(CHAPTERS):
        sentences = [f"It begins with the number {n}."]
        while sum(map(len, sentences)) < CHARACTERS // CHAPTERS:
            one, other = draw.sample(SENTENCES, 2)
            sentences.append(f"{one.rstrip('.?!')}, or so it says on page {draw.randrange(10**6)}. {other}")
        if n == CHAPTERS // 2 and changed:
            sentences[1] = changed
        chapters.append(f"# Chapter {n + 1}\n\n" + " ".join(sentences))
    return "\n\n".join(["# A long book", *chapters]).replace("# A long book", "A foreword of one line.", 1)


async def bound(client: httpx.AsyncClient, text: str) -> dict:
    asked = {"input": text, "input_format": "markdown", "body": {"response_format": "mp3"}}
    response = await client.post("/v1/batches", json=asked)
    assert response.status_code == 200, response.text
    while True:
        told = (await client.get(f"/v1/batches/{response.json()['id']}")).json()
        if told["status"] not in {"in_progress", "finalizing"}:
            return told
        await asyncio.sleep(1)


async def spoken(client: httpx.AsyncClient) -> int:
    """When the metrics have come to rest."""
    last = -1
    while True:
        await asyncio.sleep(3)
        now = round(sum(map(float, SPOKEN.findall((await client.get("/metrics")).text))))
        if now == last:
            return now
        last = now


async def test_a_long_book(server):
    async with httpx.AsyncClient(base_url=server.url, timeout=120) as client:
        text = book()
        assert len(text) >= CHARACTERS
        begun = asyncio.get_running_loop().time()
        first = await bound(client, text)
        took_s = asyncio.get_running_loop().time() - begun
        assert first["status"] == "completed"
        assert first["request_counts"]["failed"] == 0
        audio = (await client.get(first["book"]["url"])).content
        manifest = json.loads((await client.get(f"/v1/files/{first['book']['manifest_file_id']}/content")).text)
        with av.open(io.BytesIO(audio)) as container:
            marks, rate = container.chapters(), container.streams.audio[0].rate
            samples = sum(frame.samples for frame in container.decode(audio=0))
        assert samples / rate == pytest.approx(first["book"]["duration_s"], abs=1e-3)
        assert len(marks) == CHAPTERS + 1
        starts = [float(mark["start"] * mark["time_base"]) for mark in marks]
        assert starts == pytest.approx([chapter["start_s"] for chapter in manifest["chapters"]], abs=1e-3)
        print(f"{len(text)} characters, {samples / rate:.0f} s of audio, {len(audio)} bytes in {took_s:.0f} s")

        before = await spoken(client)
        second = await bound(client, book("This sentence was not there before."))
        assert second["status"] == "completed"
        again = await spoken(client) - before
        print(f"one sentence changed: {again} of {before} segments spoken")
        assert again == 1
