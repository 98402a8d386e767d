import asyncio
import time

import pytest
from aiohttp import web

from benchmarks.load.workloads.prompt import Prompt


def speaking(*steps, asked=None):
    """A server that hears a text out and answers with events (dicts), samples (bytes) and what else is to be done."""

    async def answer(request):
        assert request.path == "/v1/audio/speech/stream"
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        heard = []
        while not heard or heard[-1]["type"] != "input.done":
            heard.append(await socket.receive_json())
        if asked is not None:
            asked.extend(heard)
        for step in steps:
            await done(step, socket, request)
        return socket

    return answer


async def done(step, socket, request):
    if isinstance(step, dict):
        await socket.send_json(step)
    elif isinstance(step, bytes):
        await socket.send_bytes(step)
    elif isinstance(step, str):
        await socket.send_str(step)
    else:
        await step(socket, request)


START = {"type": "audio.start", "sentence_index": 0, "format": "pcm", "sample_rate": 22_050, "channels": 1}
STOP = {"type": "audio.done", "error": False}
DONE = {"type": "session.done", "total_sentences": 1}


async def test_what_is_asked_and_answered(asking, judged):
    asked = []
    handler = speaking(START, bytes(22_050), STOP, START, bytes(22_050), STOP, DONE, asked=asked)
    outcome = await judged(await asking("websocket", handler, voice="v", model="m"), Prompt("Hi.", {"language": "en"}))
    fields = {"model": "m", "voice": "v", "response_format": "pcm", "stream_audio": True, "language": "en"}
    assert asked == [
        {"type": "session.config", **fields},
        {"type": "input.text", "text": "Hi."},
        {"type": "input.done"},
    ]
    assert (outcome.error, outcome.audio_s) == (None, pytest.approx(1.0))


async def test_words_are_sent_as_they_come_and_heard_before_the_last(asking, judged):
    async def answer(request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        assert (await socket.receive_json())["split_granularity"] == "sentence"
        assert (await socket.receive_json())["text"] == "One."
        await done(START, socket, request)
        await socket.send_bytes(bytes(22_050))
        assert (await socket.receive_json())["text"] == " Two."
        assert (await socket.receive_json())["type"] == "input.done"
        await done(DONE, socket, request)
        return socket

    outcome = await judged(await asking("websocket", answer), Prompt("One. Two.", words_per_s=5.0))
    assert outcome.error is None
    assert outcome.ttfa_ms < outcome.latency_ms - 20
    assert outcome.latency_ms >= 200


async def test_a_server_that_does_not_tell_its_rate(asking, judged):
    handler = speaking({"type": "audio.start"}, bytes(48_000), DONE)
    assert (await judged(await asking("websocket", handler), pcm_rate=24_000)).audio_s == pytest.approx(1.0)


async def abort(_, request):
    await asyncio.sleep(0.01)
    request.transport.abort()


async def close(socket, _):
    await socket.close()


async def garbage(_, request):
    request.transport.write(b"\xff\xff\xff\xff")


async def hang(*_):
    await asyncio.sleep(1)


@pytest.mark.parametrize(
    ("steps", "kind"),
    [
        ([START, bytes(500), {"type": "error", "message": "no"}], "error event"),
        ([START, bytes(500), {**STOP, "error": True}, DONE], "error event"),
        ([START, bytes(500), abort], "broken off"),
        ([START, bytes(500), close], "broken off"),
        ([START, bytes(500), garbage], "undecodable"),
        ([START, bytes(500), hang], "timed out"),
        ([START, "what?"], "undecodable"),
        (["[1]"], "undecodable"),
        ([{**START, "format": "wav"}, b"RIFF"], "undecodable"),
        ([{**START, "sample_rate": "high"}], "undecodable"),
        ([START, bytes(500), STOP, {**START, "sample_rate": 24_000}], "undecodable"),
        ([START, STOP, DONE], "no audio"),
    ],
)
async def test_what_goes_wrong(asking, judged, steps, kind):
    driver, timeout_s = await asking("websocket", speaking(*steps)), 0.2 if hang in steps else 10
    assert (await judged(driver, pcm_rate=24_000, timeout_s=timeout_s)).error == kind


async def test_an_end_before_all_was_said(asking, judged):
    async def answer(request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        for event in (START, DONE):
            await socket.send_json(event)
        await socket.receive()
        return socket

    begun_s = time.monotonic()
    outcome = await judged(await asking("websocket", answer), Prompt("One. Two.", words_per_s=1.0), pcm_rate=24_000)
    assert outcome.error == "broken off"
    assert time.monotonic() - begun_s < 0.9


@pytest.mark.parametrize("status", [404, 503])
async def test_no_handshake(asking, judged, status):
    async def answer(_):
        return web.Response(status=status)

    assert (await judged(await asking("websocket", answer))).error == f"status {status}"


async def test_a_handshake_that_hangs(asking, judged):
    async def answer(_):
        await asyncio.sleep(1)

    assert (await judged(await asking("websocket", answer), timeout_s=0.2)).error == "timed out"


async def test_nobody_listens(opened, judged, unused_tcp_port):
    driver = await opened("websocket", f"ws://127.0.0.1:{unused_tcp_port}")
    assert (await judged(driver)).error == "connection refused"
