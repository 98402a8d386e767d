import base64
import json

import pytest
from aiohttp import web

from benchmarks.load.drivers.openai_events import OpenAIEvents
from benchmarks.load.errors import BrokenOff, ErrorEvent, Unreadable
from benchmarks.load.workloads.prompt import Prompt


def event(kind: str, **fields: str) -> bytes:
    return b"data: " + json.dumps({"type": kind, **fields}).encode() + b"\n\n"


def delta(audio: bytes, key: str = "audio") -> bytes:
    return event("speech.audio.delta", **{key: base64.b64encode(audio).decode()})


async def spoken(driver) -> bytes:
    return b"".join([arrival.data async for arrival in driver.speak(Prompt("Hello.", {"language": "en"}))])


@pytest.mark.parametrize("step", [1, 7, 1000])
async def test_audio_of_events_however_they_are_cut(session, step):
    sent = (
        delta(b"one ") + b": a comment\n\n" + delta(b"two", "delta") + event("speech.audio.done") + b"data: [DONE]\n\n"
    )

    async def answer(request):
        assert (await request.json())["stream_format"] == "sse"
        response = web.StreamResponse()
        await response.prepare(request)
        for begins in range(0, len(sent), step):
            await response.write(sent[begins : begins + step])
        return response

    assert await spoken(OpenAIEvents(await session(answer), {})) == b"one two"


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (delta(b"one"), BrokenOff),
        (delta(b"one") + event("speech.audio.error"), ErrorEvent),
        (b"data: what?\n\n", Unreadable),
        (b"data: [1]\n\n", Unreadable),
        (event("speech.audio.delta", audio="?"), Unreadable),
    ],
)
async def test_events_that_fail(session, sent, error):
    async def answer(_):
        return web.Response(body=sent)

    with pytest.raises(error):
        await spoken(OpenAIEvents(await session(answer), {}))
