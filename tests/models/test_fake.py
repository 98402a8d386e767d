"""The engine of tones."""

import asyncio
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from models.engine import Segment
from models.errors import DeadlineExceeded, EngineFailed, EngineUnavailable
from models.fake import FakeEngine
from models.voice import Voices

ROOT = Path(__file__).parents[2]
VOICE = Voices.built_in({"fake"})["fake"]


async def speak(engine: FakeEngine, text: str, **fields) -> list[np.ndarray]:
    segment = Segment(text=text, **{"language": "en-us", "request_id": text, **fields})
    return [chunk.samples async for chunk in engine.synthesize(segment, VOICE)]


@pytest.mark.parametrize(
    ("characters", "rate", "samples"), [(1, 1, 2400), (30, 1, 48000), (30, 4, 12000), (31, 0.3, 165333)]
)
async def test_exact_durations_in_chunks_of_100_ms(characters, rate, samples):
    chunks = await speak(FakeEngine(), "a" * characters, rate=rate)
    assert sum(map(len, chunks)) == samples
    assert all(len(chunk) == 2400 for chunk in chunks[:-1])


async def test_tone_is_minus_12_dbfs_and_differs_by_text_language_and_seed():
    engine = FakeEngine()
    one, again = await speak(engine, "hello"), await speak(engine, "hello")
    assert np.array_equal(np.concatenate(one), np.concatenate(again))
    assert np.abs(np.concatenate(one)).max() == pytest.approx(32767 / 3.981, rel=0.01)
    for others in (
        await speak(engine, "hallo"),
        await speak(engine, "hello", language="de"),
        await speak(engine, "hello", seed=1),
    ):
        assert not np.array_equal(one[0], others[0])


async def test_speed_and_first_audio():
    began = time.monotonic()
    await speak(FakeEngine(speed=1000, first_audio_s=0.05), "a" * 1500)
    assert 0.15 <= time.monotonic() - began < 100, "100 s of audio, a thousand times as fast"


async def test_slots_are_given_in_order_of_arrival():
    engine = FakeEngine(slots=2, first_audio_s=0.01)
    await asyncio.gather(*[speak(engine, name) for name in "abcde"])
    assert [who for what, who in engine.events if what == "start"] == list("abcde")
    assert list(engine.events)[:3] == [("start", "a"), ("start", "b"), ("end", "a")]
    assert engine.active == 0


async def test_cancelling_frees_the_slot_at_once():
    engine = FakeEngine(faults={"stuck": "hang"})
    stuck, waiting, after = (asyncio.create_task(speak(engine, name)) for name in ("stuck", "waiting", "after"))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.sleep(0.01)
    assert engine.active == 1
    stuck.cancel()
    await after
    assert list(engine.events) == [("start", "stuck"), ("cancel", "stuck"), ("start", "after"), ("end", "after")]


async def test_closing_early_counts_as_cancelled():
    engine = FakeEngine()
    chunks = engine.synthesize(Segment(text="a" * 90, language="de", request_id="r"), VOICE)
    await anext(chunks)
    await chunks.aclose()
    assert list(engine.events) == [("start", "r"), ("cancel", "r")]
    assert engine.active == 0


async def test_late_while_waiting_is_never_started():
    engine = FakeEngine(faults={"stuck": "hang"})
    stuck = asyncio.create_task(speak(engine, "stuck"))
    await asyncio.sleep(0.01)
    for deadline in (time.time() + 0.02, time.time() - 1):
        with pytest.raises(DeadlineExceeded):
            await speak(engine, "late", deadline=deadline)
    stuck.cancel()
    await asyncio.wait([stuck])
    assert ("start", "late") not in engine.events


@pytest.mark.parametrize(("fault", "heard"), [("fail", 0), ("fail_late", 1)])
async def test_failing(fault, heard):
    engine, chunks = FakeEngine(faults={"boom": fault}), []

    async def listen() -> None:
        segment = Segment(text="a boom of 20 letters", language="de", request_id="r")
        async for chunk in engine.synthesize(segment, VOICE):
            chunks.append(chunk)  # noqa: PERF401 - what came before the error counts

    with pytest.raises(EngineFailed, match=fault):
        await listen()
    assert len(chunks) == heard
    assert list(engine.events) == [("start", "r"), ("fail", "r")]


async def test_out_of_memory():
    with pytest.raises(MemoryError):
        await speak(FakeEngine(faults={"large": "oom"}), "a large one")


async def test_slowing_down():
    engine = FakeEngine(speed=200, faults={"slow": "slow"})
    began = time.monotonic()
    await speak(engine, "slow".ljust(15, "a"))
    assert time.monotonic() - began >= 0.1, "1 s of audio at a twentieth of 200"


@pytest.mark.cluster
@pytest.mark.parametrize(("fault", "heard"), [("die", ""), ("die_late", "chunk\n")])
def test_dying_kills_the_process(fault, heard):
    program = f"""
import asyncio
from models.engine import Segment
from models.fake import FakeEngine
from models.voice import Voices

async def main():
    engine = FakeEngine(faults={{"boom": "{fault}"}})
    async for _ in engine.synthesize(Segment(text="boom" * 9, language="de"), Voices.built_in({{"fake"}})["fake"]):
        print("chunk", flush=True)

asyncio.run(main())
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, heard)


async def test_a_voice_with_a_reference_sounds_of_it(tmp_path):
    async def spoken(content: bytes) -> bytes:
        (tmp_path / "clip").write_bytes(content)
        voice = VOICE.model_copy(update={"reference": str(tmp_path / "clip")})
        chunks = [chunk async for chunk in FakeEngine().synthesize(Segment(text="hello", language="de"), voice)]
        return chunks[0].samples.tobytes()

    assert await spoken(b"one") == await spoken(b"one") != await spoken(b"two")


async def test_a_reference_that_is_gone_is_an_engine_that_cannot_run():
    voice = VOICE.model_copy(update={"reference": "/nowhere/clip"})
    with pytest.raises(EngineUnavailable, match="/nowhere/clip"):
        await anext(FakeEngine().synthesize(Segment(text="hello", language="de"), voice))
