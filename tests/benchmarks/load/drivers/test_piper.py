import asyncio
import sys
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from benchmarks.load.workloads.prompt import Prompt

SOLO = Path(__file__).parents[3] / "models/voices/solo.onnx"


async def test_what_is_asked_and_answered(asking, judged, encoded):
    asked = []

    async def answer(request):
        asked.append((request.method, request.path, await request.json()))
        return web.Response(body=encoded("wav", "pcm_s16le"))

    outcome = await judged(await asking("piper", answer, voice="v"), Prompt("Hello.", {"length_scale": 1.5}))
    assert asked == [("POST", "/synthesize", {"voice": "v", "length_scale": 1.5, "text": "Hello."})]
    assert (outcome.error, outcome.audio_s) == (None, pytest.approx(2.0, abs=0.01))


async def test_half_a_header_is_no_audio(asking, judged, encoded):
    async def answer(_):
        return web.Response(body=encoded("wav", "pcm_s16le")[:22])

    assert (await judged(await asking("piper", answer))).error == "undecodable"


@pytest.fixture
async def server(unused_tcp_port):
    """The address of Piper's own, with a voice of random weights."""
    arguments = ("-m", "piper.http_server", "-m", SOLO, "--host", "127.0.0.1", "--port", str(unused_tcp_port))
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=quiet, stderr=quiet)
    try:
        await answers(f"http://127.0.0.1:{unused_tcp_port}/info")
        yield f"http://127.0.0.1:{unused_tcp_port}"
    finally:
        process.kill()
        await process.wait()


async def answers(url: str) -> None:
    async with aiohttp.ClientSession() as session, asyncio.timeout(30):
        while True:
            try:
                async with session.get(url):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)


@pytest.mark.cluster
async def test_pipers_own_server(server, opened, judged):
    driver = await opened("piper", server)
    outcome = await judged(driver)
    assert outcome.error is None
    assert outcome.audio_s > 0.1
    assert (await judged(driver, Prompt(" "))).error == "status 500"
