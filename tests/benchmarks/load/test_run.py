import asyncio
import os
import statistics
import struct
import time

import pytest
from aiohttp import web

from benchmarks.load.arrivals import arrivals
from benchmarks.load.drivers.openai import OpenAI
from benchmarks.load.errors import NoSuchServer
from benchmarks.load.loops import open_loop
from benchmarks.load.outcome import Judge
from benchmarks.load.recording import Recorder
from benchmarks.load.run import report, under_load
from benchmarks.load.workloads import prompts

pytestmark = pytest.mark.soak


def stamp() -> bytes:
    return struct.pack("d", time.monotonic())


async def known_delays(request):
    """Headers after 50 ms, first audio after 200, the end after 450; says itself when it sent what."""
    await asyncio.sleep(0.05)
    response = web.StreamResponse()
    await response.prepare(request)
    await asyncio.sleep(0.15)
    await response.write(stamp() + bytes(4800))
    await asyncio.sleep(0.25)
    await response.write(bytes(4800) + stamp())
    return response


async def test_first_audio_and_end_are_told_within_two_milliseconds(session):
    recorder = Recorder(OpenAI(await session(known_delays), {}), timeout_s=5, keeps=True)
    begun_s = time.monotonic()
    await open_loop(recorder.call, zip(arrivals(80.0, 1.0, 1), prompts("sentences", 1), strict=False), 0.3)
    judge = Judge(begun_s, begun_s + 1, 24_000)
    ttfa_off, latency_off = [], []
    for recording in recorder.finished:
        outcome = judge.outcome(recording)
        (first_s,), (last_s,) = struct.unpack("d", recording.body[:8]), struct.unpack("d", recording.body[-8:])
        assert outcome.ttfa_ms > 199
        assert outcome.latency_ms > 449
        ttfa_off.append(outcome.ttfa_ms - (first_s - recording.due_s) * 1000)
        latency_off.append(outcome.latency_ms - (last_s - recording.due_s) * 1000)
    assert len(ttfa_off) > 10
    assert 0 <= min(ttfa_off) <= statistics.median(ttfa_off) < 2
    assert 0 <= min(latency_off) <= statistics.median(latency_off) < 2


async def starving(request):
    """Of every second answer the second half comes too late."""
    starving.asked += 1
    response = web.StreamResponse()
    await response.prepare(request)
    await response.write(bytes(4800))
    await asyncio.sleep(0.4 if starving.asked % 2 else 0.0)
    await response.write(bytes(4800))
    return response


async def test_all_that_is_reported(serving, plan):
    starving.asked = 0
    target = f"{await serving(starving)}v1"
    told = await report(plan(target=target, concurrency=2, server_pid=os.getpid(), api_key="secret", seed=4))
    summary = told["summary"]
    assert summary["requests"] == len(told["requests"]) >= 2
    assert (summary["failed"], summary["errors"]) == (0, {})
    assert 0 < summary["never_starved"] < 1
    assert summary["ttfa_ms"]["p50"] < summary["latency_ms"]["max"]
    assert summary["audio_s_per_s"] > 0
    assert told["client"]["null_server"]["rate"] >= 20
    assert told["client"]["null_server"]["failed"] == 0
    assert told["client"]["stalls_ms"]["max"] >= 0
    assert told["server"]["cpu_s"] >= 0
    assert told["server"]["peak_rss_bytes"] > 1e7
    assert told["arguments"]["seed"] == 4
    assert "secret" not in str(told)
    assert told["versions"]["aiohttp"]
    assert told["machine"]["cores"]


async def test_a_server_that_is_not_there_cannot_be_watched(plan):
    with pytest.raises(NoSuchServer, match="999999999"):
        await report(plan(rate=5.0, driver="null", server_pid=999_999_999))


async def test_packed_audio_is_decoded_after_the_load(serving, plan, encoded):
    body = encoded("mp3", "libmp3lame", seconds=0.5)

    async def answer(request):
        assert request.headers["Authorization"] == "Bearer key"
        return web.Response(body=body)

    planned = plan(target=await serving(answer), rate=50.0, audio_format="mp3", api_key="key", duration_s=0.2)
    outcomes = (await under_load(planned)).outcomes()
    assert len(outcomes) > 2
    assert {outcome.error for outcome in outcomes} == {None}
    assert outcomes[0].audio_s == pytest.approx(0.5, abs=0.1)


async def test_lengths_and_formats_may_be_mixed(plan):
    outcomes = (await under_load(plan(driver="null", workload="mixed", rate=300.0))).outcomes()
    assert {outcome.audio_format for outcome in outcomes} == {"pcm", "wav", "mp3", "opus", "aac", "flac"}
    assert {outcome.error for outcome in outcomes} == {None}
    assert all(0.08 < outcome.audio_s < 0.2 for outcome in outcomes)


async def test_a_trace_comes_at_its_own_times(plan, tmp_path):
    path = tmp_path / "trace.jsonl"
    path.write_text("".join(f'{{"input": "Hello.", "at_s": {at_s}}}\n' for at_s in (0, 0.2, 0.4, 0.4)))
    recorded = await under_load(plan(driver="null", workload=str(path), speed_up=2.0, duration_s=0.2))
    assert sorted(round(outcome.due_s, 1) for outcome in recorded.outcomes()) == [0.0, 0.1, 0.2, 0.2]
