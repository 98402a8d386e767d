"""Courtesy: no segment of a batch begins while somebody waits for sound, and none waits for ever."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from cache.memory import MemoryStore
from cache.single_flight import LocalFlights
from models.engine import Lane
from models.fake import FakeEngine
from pipeline import courtesy
from pipeline.courtesy import LONGEST_WAIT_S, QUIET_S, REST, Courtesy
from pipeline.routing import Routing
from pipeline.script import Line
from pipeline.segments import Segments, Tally


@pytest.fixture(autouse=True)
def quick_looks(monkeypatch):
    monkeypatch.setattr(courtesy, "LOOK_S", 0.001)


@pytest.fixture
def shared(clock) -> Courtesy:
    return Courtesy(3, clock)


class Batch:
    """Segments that run until they are told to end."""

    def __init__(self, shared: Courtesy) -> None:
        self.running = 0
        self._shared, self._end = shared, asyncio.Event()

    async def segment(self) -> None:
        async with self._shared.turn("batch"):
            self.running += 1
            await self._end.wait()

    async def come(self, segments: int) -> None:
        self.tasks = [asyncio.create_task(self.segment()) for _ in range(segments)]
        await asyncio.sleep(0.01)

    async def end(self) -> None:
        self._end.set()
        await asyncio.gather(*self.tasks)


async def test_alone_a_batch_has_all_of_the_room(shared):
    batch = Batch(shared)
    await batch.come(5)
    assert batch.running == 3
    await batch.end()
    assert batch.running == 5


async def test_none_begins_while_somebody_waits_and_one_while_somebody_listens(shared):
    batch = Batch(shared)
    with shared.listener("interactive") as hear:
        await batch.come(5)
        assert batch.running == 0
        hear()
        hear()
        await asyncio.sleep(0.01)
        assert batch.running == 1
    await batch.end()


async def test_who_leaves_unheard_no_longer_waits(shared, clock):
    with shared.listener("interactive"):
        pass
    batch = Batch(shared)
    await batch.come(5)
    assert batch.running == 1
    clock.now += QUIET_S
    await asyncio.sleep(0.01)
    assert batch.running == 3
    await batch.end()


async def test_a_batch_never_stands_still(shared, clock):
    batch = Batch(shared)
    with shared.listener("interactive"):
        await batch.come(5)
        clock.now += LONGEST_WAIT_S
        await asyncio.sleep(0.01)
        assert batch.running == 1
        await batch.end()


async def test_a_segment_that_is_given_up_leaves_its_place(shared):
    batch = Batch(shared)
    await batch.come(3)
    for task in batch.tasks:
        task.cancel()
    await asyncio.wait(batch.tasks)
    async with asyncio.timeout(5), AsyncExitStack() as stack:
        for _ in range(3):
            await stack.enter_async_context(shared.turn("batch"))


async def test_listeners_never_wait_and_nobody_listens_to_a_batch(shared):
    with shared.listener("batch") as hear:
        hear()
        batch = Batch(shared)
        await batch.come(5)
        assert batch.running == 3
        async with shared.turn("interactive"), shared.turn("interactive"):
            pass
        await batch.end()


async def test_a_listener_does_not_wait_for_a_batch_that_waits_for_listeners(make_spec, shared):
    """Both want the same sentence: the batch had better not be the one who makes it, and wait."""
    speak = Routing(Segments(MemoryStore(2**20), LocalFlights(), ttl_s=9), FakeEngine().synthesize, courtesy=shared)
    line = Line("The same sentence.", 0, 18, 0.0)

    async def hear(lane: Lane) -> int:
        return len([piece async for piece in speak.speak(line, make_spec(lane=lane), Tally())])

    with shared.listener("interactive"):
        batch = asyncio.create_task(hear("batch"))
        await asyncio.sleep(0.01)
        async with asyncio.timeout(2):
            assert await hear("interactive") > 0
        assert not batch.done()
    assert await batch > 0


async def test_work_of_a_batch_gives_way_to_who_waits_and_not_for_ever(shared, clock):
    with shared.listener("interactive") as hear:
        await shared.give_way("interactive")
        waiting = asyncio.create_task(shared.give_way("batch"))
        await asyncio.sleep(0.01)
        assert not waiting.done()
        hear()
        await waiting
    with shared.listener("interactive"):
        waiting = asyncio.create_task(shared.give_way("batch"))
        await asyncio.sleep(0.01)
        clock.now += LONGEST_WAIT_S
        await waiting


async def test_while_somebody_listens_a_batch_rests_between_its_segments(shared, clock):
    with shared.listener("interactive") as hear:
        hear()
        async with shared.turn("batch"):
            clock.now += 0.5
        batch = Batch(shared)
        await batch.come(1)
        assert batch.running == 0
        clock.now += REST * 0.5
        await asyncio.sleep(0.01)
        assert batch.running == 1
        await batch.end()
