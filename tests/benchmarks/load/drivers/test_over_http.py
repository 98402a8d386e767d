import pytest
from aiohttp import web

from benchmarks.load.drivers import DRIVERS
from benchmarks.load.workloads.prompt import Prompt

NEEDS = {"elevenlabs": {"voice": "v"}}
SIMPLE = sorted({*DRIVERS} - {"wyoming", "websocket", "xtts-streaming"})


@pytest.mark.parametrize("name", SIMPLE)
async def test_faults_of_any_server(asking, judged, name, fault):
    handler, kind, timeout_s = fault
    outcome = await judged(await asking(name, handler, **NEEDS.get(name, {})), timeout_s=timeout_s)
    assert (outcome.error, outcome.ttfa_ms) == (kind, None)


@pytest.mark.parametrize("name", SIMPLE)
async def test_a_body_that_is_no_audio(asking, judged, name):
    async def answer(_):
        return web.Response(body=b"<html></html>")

    outcome = await judged(await asking(name, answer, **NEEDS.get(name, {})))
    assert outcome.error in {"undecodable", "broken off"}


async def test_connections_are_used_again(asking):
    ports = set()

    async def answer(request):
        ports.add(request.transport.get_extra_info("peername"))
        return web.Response(body=b"audio")

    driver = await asking("openai", answer)
    for _ in range(3):
        assert [arrival.data async for arrival in driver.speak(Prompt("Hello."))] == [b"audio"]
    assert len(ports) == 1
