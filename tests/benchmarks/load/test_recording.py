import asyncio
import time

import aiohttp
import pytest
from aiohttp import web

from benchmarks.load.drivers.openai import OpenAI
from benchmarks.load.recording import Recorder
from benchmarks.load.workloads.prompt import Prompt


async def recorded(session, *, keeps=True, timeout_s=5.0, times=1):
    recorder = Recorder(OpenAI(session, {}), timeout_s=timeout_s, keeps=keeps)
    for _ in range(times):
        await recorder.call(Prompt("Hello."), time.monotonic())
    assert recorder.under_way == 0
    return recorder.finished


async def whole(_):
    return web.Response(body=b"audio" * 100)


async def test_bodies_that_are_equal_are_kept_once(session):
    first, second = await recorded(await session(whole), times=2)
    assert first.error is None
    assert first.body == b"audio" * 100
    assert first.body is second.body
    assert first.due_s <= first.sent_s <= first.marks[0][0] <= first.ended_s
    assert first.marks[-1][1] == 500
    assert first.characters == 6


async def test_where_lengths_say_everything_no_bytes_are_kept(session):
    (only,) = await recorded(await session(whole), keeps=False)
    assert only.body == b""
    assert only.marks[-1][1] == 500


@pytest.mark.parametrize(("keeps", "own", "kept"), [(False, "mp3", b"audio" * 100), (True, "pcm", b"")])
async def test_what_is_kept_is_decided_by_the_format_of_the_prompt(session, keeps, own, kept):
    recorder = Recorder(OpenAI(await session(whole), {}), timeout_s=5.0, keeps=keeps)
    await recorder.call(Prompt("Hello.", {"response_format": own}), time.monotonic())
    (only,) = recorder.finished
    assert only.body == kept
    assert only.audio_format == own


async def too_many(_):
    return web.Response(status=429)


async def fault(_):
    return web.Response(status=500)


async def broken_off(request):
    response = web.StreamResponse()
    await response.prepare(request)
    await response.write(b"some")
    await asyncio.sleep(0.02)
    request.transport.abort()
    return response


async def hung_up(request):
    request.transport.abort()
    return web.Response()


async def never(request):
    response = web.StreamResponse()
    await response.prepare(request)
    await asyncio.sleep(5)
    return response


@pytest.mark.parametrize(
    ("handler", "kind"),
    [
        (too_many, "status 429"),
        (fault, "status 500"),
        (broken_off, "broken off"),
        (hung_up, "broken off"),
        (never, "timed out"),
    ],
)
async def test_failures_by_kind(session, handler, kind):
    (only,) = await recorded(await session(handler), timeout_s=0.2)
    assert only.error == kind
    assert only.body == b""
    assert only.ended_s >= only.due_s


async def test_nobody_listens(unused_tcp_port):
    async with aiohttp.ClientSession(f"http://127.0.0.1:{unused_tcp_port}/") as session:
        (only,) = await recorded(session)
    assert only.error == "connection refused"


async def test_a_name_that_is_nobodys():
    async with aiohttp.ClientSession("http://nobody.invalid/") as session:
        (only,) = await recorded(session)
    assert only.error == "not connected"
