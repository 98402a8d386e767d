"""Each segment is made once, whatever else happens to those who wait for it."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

import numpy as np
import pytest

from cache.memory import MemoryStore
from cache.single_flight import LocalFlights
from models.engine import AudioChunk, Pronunciation, Segment
from models.errors import EngineFailed
from models.fake import tone
from models.voice import Voice
from pipeline.segments import Segments, Tally, segment_key

HELLO = Segment(text="Hello there.", language="en-us", seed=1)


class Maker:
    """An engine that counts, and waits for leave to go on after its first chunk."""

    def __init__(self) -> None:
        self.made: Counter[str] = Counter()
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.fails = False
        """Once."""

    async def synthesize(self, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
        self.made[segment.text] += 1
        samples = tone(segment, voice.sample_rate)
        yield AudioChunk(samples[:1000], voice.sample_rate)
        await self.go_on.wait()
        if self.fails:
            self.fails = False
            raise EngineFailed("fake", "it was told to.")
        yield AudioChunk(samples[1000:], voice.sample_rate)


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(10_000_000)


@pytest.fixture
def segments(store) -> Segments:
    return Segments(store, LocalFlights(), ttl_s=60)


@pytest.fixture
def speak(segments, maker, voice):
    """The samples of one segment, and where they came from."""

    async def spoken(segment=HELLO, policy="use") -> tuple[np.ndarray, Tally]:
        tally, heard = Tally(), [np.empty(0, np.int16)]
        async with aclosing(segments.speak(segment, voice, maker.synthesize, policy, tally)) as chunks:
            async for chunk in chunks:
                assert chunk.sample_rate == voice.sample_rate
                heard.append(chunk.samples)
        return np.concatenate(heard), tally

    return spoken


async def test_the_second_time_it_is_known(speak, maker, voice):
    first, second = await speak(), await speak()
    assert np.array_equal(first[0], tone(HELLO, voice.sample_rate))
    assert np.array_equal(first[0], second[0])
    assert (first[1], second[1]) == (Tally(kept=0, made=1), Tally(kept=1, made=0))
    assert maker.made.total() == 1


async def test_of_fifty_at_once_one_makes_it(speak, maker, settle):
    maker.go_on.clear()
    callers = [asyncio.create_task(speak()) for _ in range(50)]
    await settle()
    maker.go_on.set()
    heard = await asyncio.gather(*callers)
    assert maker.made.total() == 1
    assert sum(tally.made for _, tally in heard) == 1
    assert all(np.array_equal(samples, heard[0][0]) for samples, _ in heard)


async def test_it_is_heard_while_it_is_made(segments, maker, voice):
    maker.go_on.clear()
    async with aclosing(segments.speak(HELLO, voice, maker.synthesize, "use", Tally())) as chunks:
        assert len((await anext(chunks)).samples) == 1000


async def test_when_the_maker_leaves_another_makes_it(speak, segments, maker, voice, settle):
    maker.go_on.clear()
    async with aclosing(segments.speak(HELLO, voice, maker.synthesize, "use", Tally())) as chunks:
        await anext(chunks)
        others = [asyncio.create_task(speak()) for _ in range(9)]
        await settle()
        assert maker.made.total() == 1
    maker.go_on.set()
    heard = await asyncio.gather(*others)
    assert maker.made.total() == 2
    assert all(np.array_equal(samples, tone(HELLO, voice.sample_rate)) for samples, _ in heard)


async def test_a_failure_is_for_the_maker_alone(speak, maker, settle):
    maker.go_on.clear()
    maker.fails = True
    first = asyncio.create_task(speak())
    await settle()
    second = asyncio.create_task(speak())
    await settle()
    maker.go_on.set()
    with pytest.raises(EngineFailed):
        await first
    assert len((await second)[0])


async def test_a_waiter_may_be_cancelled(speak, maker, settle):
    maker.go_on.clear()
    first, second = asyncio.create_task(speak()), asyncio.create_task(speak())
    await settle()
    second.cancel()
    maker.go_on.set()
    assert len((await first)[0])


async def test_made_anew_and_kept_or_forgotten(speak, maker, store):
    await speak(policy="off")
    assert store.size_bytes == 0
    await speak(policy="renew")
    await speak(policy="renew")
    assert maker.made.total() == 3
    assert (await speak())[1] == Tally(kept=1, made=0)
    await speak(policy="off")
    assert maker.made.total() == 4


async def test_what_does_not_fit_is_made_by_everyone(maker, voice, settle):
    segments = Segments(MemoryStore(0), LocalFlights(), ttl_s=60)

    async def spoken() -> int:
        chunks = segments.speak(HELLO, voice, maker.synthesize, "use", Tally())
        return sum([len(chunk.samples) async for chunk in chunks])

    maker.go_on.clear()
    callers = [asyncio.create_task(spoken()) for _ in range(5)]
    await settle()
    maker.go_on.set()
    assert set(await asyncio.gather(*callers)) == {len(tone(HELLO, voice.sample_rate))}
    assert maker.made.total() == 5


async def test_an_entry_that_is_not_ours_is_made_again(speak, store, maker, voice):
    await store.put(segment_key(HELLO, voice), b"something else", 60)
    samples, tally = await speak()
    assert np.array_equal(samples, tone(HELLO, voice.sample_rate))
    assert tally == Tally(kept=0, made=1)
    assert (await speak())[1] == Tally(kept=1, made=0)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Hello their."},
        {"language": "en-gb"},
        {"rate": 1.1},
        {"seed": 2},
        {"pronunciations": (Pronunciation(0, 5, "hə"),)},
    ],
)
def test_what_sounds_different_has_another_key(voice, change):
    assert segment_key(replace(HELLO, **change), voice) != segment_key(HELLO, voice)


@pytest.mark.parametrize(
    "change", [{"request_id": "r"}, {"deadline": 1.0}, {"start": 3}, {"end": 9}, {"lane": "batch"}]
)
def test_what_sounds_alike_has_the_same_key(voice, change):
    assert segment_key(replace(HELLO, **change), voice) == segment_key(HELLO, voice)


@pytest.mark.parametrize("change", [{"revision": "2"}, {"id": "other"}, {"engine": "espeak"}, {"sample_rate": 8000}])
def test_another_voice_has_another_key(voice, change):
    assert segment_key(HELLO, voice.model_copy(update=change)) != segment_key(HELLO, voice)
