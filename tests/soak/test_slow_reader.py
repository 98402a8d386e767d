"""A long text, read no faster than it is listened to, must not fill the memory of anyone."""

import asyncio
import json
import time
from pathlib import Path

import pytest

from benchmarks.serving import ROOT, Server

pytestmark = [pytest.mark.soak, pytest.mark.timeout(300)]

BYTES_PER_S = 24_000 * 2
LISTEN_S = 60


@pytest.fixture
def server(tmp_path: Path):
    server = Server(tmp_path, ROOT / "serve_config.yaml").wait_until_ready()
    yield server
    server.stop()


async def test_memory_stays_flat_while_100000_characters_are_read_in_real_time(server):
    text = "".join(f"This is sentence number {n} of a very long article. " for n in range(3000))[:100_000]
    body = json.dumps({"input": text, "voice": "espeak", "response_format": "pcm"}).encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port, limit=2**16)
    writer.write(b"POST /v1/audio/speech HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    readings, begun, received = [], time.monotonic(), 0
    while (now := time.monotonic() - begun) < LISTEN_S:
        received += len(await reader.read(BYTES_PER_S // 4))
        if not readings or now > len(readings) * 5:
            readings.append(server.memory_mib())
        await asyncio.sleep(max(0.0, received / BYTES_PER_S - now))
    writer.close()
    print(f"\nMiB every 5 s: {[round(reading) for reading in readings]}")
    assert received > 0.9 * LISTEN_S * BYTES_PER_S
    assert max(readings[2:]) - readings[1] < 40
