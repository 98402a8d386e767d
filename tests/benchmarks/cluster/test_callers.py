"""What callers make of answers, from servers of this process that do as they are told."""

import asyncio

import pytest
from aiohttp import web

from benchmarks.cluster.callers import Callers
from benchmarks.cluster.service import Service
from deployments.environment import free_port

AUDIO = b"audio" * 100


class Server:
    """Answers with one of `says` after the other, then as it should."""

    def __init__(self) -> None:
        self.says: list[str] = []
        self.url = f"http://127.0.0.1:{free_port()}"

    async def speech(self, request: web.Request) -> web.StreamResponse:
        says = self.says.pop(0) if self.says else "ok"
        if says in ("500", "503"):
            return web.Response(status=int(says))
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(AUDIO if says != "wrong" else AUDIO[1:])
        if says == "broken" and request.transport is not None:
            request.transport.close()
        return response

    async def ready(self, _: web.Request) -> web.Response:
        return web.Response()


@pytest.fixture
async def server():
    made, app = Server(), web.Application()
    app.router.add_post("/v1/audio/speech", made.speech)
    app.router.add_get("/-/healthz", made.ready)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(made.url.rpartition(":")[2])).start()
    yield made
    await runner.cleanup()


@pytest.mark.parametrize(
    ("says", "ends"),
    [
        ([], ["ok"]),
        (["broken"], ["broken", "ok"]),
        (["broken", "broken"], ["broken", "broken", "ok"]),
        (["broken"] * 3, ["broken"] * 3),
        (["500"], ["failed", "ok"]),
        (["503"], ["refused"]),
        (["wrong"], ["wrong"]),
    ],
)
async def test_how_a_call_ends(server, says, ends):
    callers = Callers(Service([server.url]), ["a text"], per_second=100)
    await callers.learn()
    server.says = list(says)
    await callers.call(0.001)
    assert [call.ends for call in callers.calls] == [ends]


async def test_a_node_that_is_gone_is_left_out(server, monkeypatch):
    monkeypatch.setattr("benchmarks.cluster.service.PERIOD_S", 0.05)
    gone = f"http://127.0.0.1:{free_port()}"
    service = Service([server.url, gone])
    callers = Callers(service, ["a text"], per_second=200)
    await callers.learn()
    await callers.call(0.1)
    assert {call.ends[-1] for call in callers.calls} == {"ok"}
    assert any(call.ends[0] == "unconnected" for call in callers.calls)
    probing = asyncio.create_task(service.probe())
    for _ in range(500):
        if {service.pick() for _ in range(20)} == {server.url}:
            break
        await asyncio.sleep(0.01)
    probing.cancel()
    assert {service.pick() for _ in range(20)} == {server.url}
