"""Ten thousand requests over twenty voices leave memory as it was."""

import asyncio
from pathlib import Path

import aiohttp
import pytest
import yaml

from benchmarks.serving import ROOT, Server

pytestmark = [pytest.mark.soak, pytest.mark.timeout(900)]

REQUESTS, VOICES, AT_ONCE = 10_000, 20, 16
ROUNDS = 10
FORMATS = ("mp3", "opus", "aac", "flac", "wav", "pcm")


@pytest.fixture
def server(tmp_path):
    config = yaml.safe_load((ROOT / "tests/deployments/config.yaml").read_text())
    args = config["applications"][0]["args"]
    args["engines"]["fake"] = {"speed": 0, "slots": 8}
    args["cache"] = {"memory_bytes": 16 * 1024**2}  # full long before the end
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(config))
    write_voices(tmp_path / "voices")
    running = Server(tmp_path, tmp_path / "config.yaml")
    try:
        yield running.wait_until_ready()
    finally:
        running.stop()


def write_voices(folder: Path) -> None:
    fake = yaml.safe_load((ROOT / "models/voices/fake.yaml").read_text())
    folder.mkdir()
    for n in range(VOICES):
        (folder / f"voice-{n}.yaml").write_text(yaml.safe_dump({**fake, "id": f"voice-{n}"}))


async def test_memory_stays_flat(server):
    memory_mib = []
    async with aiohttp.ClientSession(server.url) as session:
        for number in range(ROUNDS):
            await one_round(session, number * REQUESTS // ROUNDS)
            memory_mib.append(round(server.memory_mib()))
    print(f"\n{memory_mib} MiB after every {REQUESTS // ROUNDS} requests")
    settled = memory_mib[ROUNDS // 2 :]
    assert max(settled) < 1.05 * min(settled)


async def one_round(session: aiohttp.ClientSession, first: int) -> None:
    numbers = iter(range(first, first + REQUESTS // ROUNDS))

    async def caller() -> None:
        for n in numbers:
            asked = {
                "input": f"Number {n}.",
                "voice": f"voice-{n % VOICES}",
                "response_format": FORMATS[n % len(FORMATS)],
            }
            async with session.post("/v1/audio/speech", json=asked) as response:
                assert response.status == 200
                await response.read()

    await asyncio.gather(*(caller() for _ in range(AT_ONCE)))
