import asyncio
import time
from itertools import pairwise, repeat

import pytest
from aiohttp import web

from benchmarks.load.arrivals import arrivals
from benchmarks.load.drivers.openai import OpenAI
from benchmarks.load.loops import closed_loop, open_loop
from benchmarks.load.outcome import Judge
from benchmarks.load.quantiles import percentiles
from benchmarks.load.recording import Recorder
from benchmarks.load.workloads.prompt import Prompt

pytestmark = pytest.mark.soak


HELLO = repeat(Prompt("Hello."))


def timed(rate, seed):
    return zip(arrivals(rate, 1.0, seed), HELLO, strict=False)


async def called(loop, given, *arguments):
    """When each was due, and how many were under way at most."""
    due, under_way, most = [], 0, 0

    async def call(_, due_s):
        nonlocal under_way, most
        due.append(due_s)
        under_way, most = under_way + 1, max(most, under_way + 1)
        await asyncio.sleep(0.05)
        under_way -= 1

    await loop(call, given, *arguments)
    return due, most


async def test_an_open_loop_waits_for_nobody_and_is_the_same_for_the_same_seed():
    first, most = await called(open_loop, timed(300.0, 7), 0.15)
    again, _ = await called(open_loop, timed(300.0, 7), 0.15)
    other, _ = await called(open_loop, timed(300.0, 8), 0.15)
    assert most > 5
    assert 20 < len(first) < 80
    gaps = [[round(b - a, 6) for a, b in pairwise(due)] for due in (first, again, other)]
    assert gaps[0] == gaps[1] != gaps[2]


async def test_an_open_loop_ends_with_its_times_and_those_after_its_end_are_left_out():
    due, _ = await called(open_loop, [(at_s, Prompt("Hello.")) for at_s in (0.0, 0.02, 0.02, 0.06)], 0.05)
    assert [round(at_s - due[0], 6) for at_s in due] == [0.0, 0.02, 0.02]
    whole, _ = await called(open_loop, [(0.0, Prompt("Hello.")), (0.05, Prompt("Hello."))], 0.05)
    assert len(whole) == 2


async def test_a_closed_loop_has_as_many_under_way_as_there_are_callers():
    due, most = await called(closed_loop, HELLO, 3, 0.08)
    assert most == 3
    assert len(due) in {3, 6}


async def stalling(session):
    """A server that answers at once, but for one second in which it answers nobody."""
    begun_s = time.monotonic()

    async def answer(_):
        passed_s = time.monotonic() - begun_s
        if 0.1 <= passed_s < 1.1:
            await asyncio.sleep(1.1 - passed_s)
        return web.Response(body=bytes(480))

    return Recorder(OpenAI(await session(answer), {}), timeout_s=5, keeps=False)


def latencies(recorder):
    judge = Judge(0.0, 1e9, 24_000)
    return percentiles([judge.outcome(recording).latency_ms for recording in recorder.finished])


async def test_a_stall_shows_in_an_open_loop_and_hides_in_a_closed_one(session):
    """Coordinated omission: a caller who waits for the answer does not ask meanwhile, as listeners would have."""
    closed, opened = await stalling(session), await stalling(session)
    async with asyncio.TaskGroup() as both:
        both.create_task(closed_loop(closed.call, HELLO, 1, 1.4))
        both.create_task(open_loop(opened.call, timed(60.0, 3), 1.4))
    assert len(closed.finished) > 150
    assert latencies(closed)["max"] > 800
    assert latencies(closed)["p99"] < 100
    assert latencies(opened)["p50"] > 100
    assert latencies(opened)["p99"] > 800
