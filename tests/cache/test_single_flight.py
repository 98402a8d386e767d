"""One of many makes it, the others wait: between the tasks of one process."""

import asyncio
from contextlib import aclosing

import pytest

from cache.single_flight import Flights, LocalFlights


@pytest.fixture
def flights() -> Flights:
    return LocalFlights()


async def fly(flights: Flights, log: list, name: str, until: asyncio.Event) -> bool:
    async with flights.enter("k") as mine:
        log.append((name, mine))
        if mine:
            await until.wait()
    return mine


async def turns() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_one_makes_it_and_fifty_wait(flights):
    log, done = [], asyncio.Event()
    tasks = [asyncio.create_task(fly(flights, log, str(n), done)) for n in range(50)]
    await turns()
    assert log == [("0", True)]
    done.set()
    assert await asyncio.gather(*tasks) == [True] + [False] * 49
    assert await fly(flights, log, "later", done)


async def test_other_keys_do_not_wait(flights):
    async with flights.enter("a") as first, flights.enter("b") as second:
        assert (first, second) == (True, True)


async def test_a_maker_that_fails_is_followed_by_one_of_those_who_wait(flights):
    async def fail() -> None:
        async with flights.enter("k"):
            await turns()
            raise ValueError("no")

    log, done = [], asyncio.Event()
    failing = asyncio.create_task(fail())
    await asyncio.sleep(0)
    waiting = [asyncio.create_task(fly(flights, log, name, done)) for name in "abc"]
    with pytest.raises(ValueError, match="no"):
        await failing
    await turns()
    assert log == [("a", True)]
    done.set()
    assert await asyncio.gather(*waiting) == [True, False, False]


async def test_a_maker_that_is_cancelled_is_followed_too(flights):
    log, done = [], asyncio.Event()
    tasks = [asyncio.create_task(fly(flights, log, name, done)) for name in "abc"]
    await turns()
    tasks[0].cancel()
    await turns()
    assert log == [("a", True), ("b", True)]
    done.set()
    assert await asyncio.gather(*tasks[1:]) == [True, False]
    with pytest.raises(asyncio.CancelledError):
        await tasks[0]


async def test_who_waits_can_be_cancelled_and_the_others_do_not_notice(flights):
    log, done = [], asyncio.Event()
    tasks = [asyncio.create_task(fly(flights, log, name, done)) for name in "abc"]
    await turns()
    tasks[1].cancel()
    await turns()
    assert tasks[1].cancelled()
    done.set()
    assert await asyncio.gather(tasks[0], tasks[2]) == [True, False]


async def test_a_generator_closed_half_way_has_not_made_it(flights):
    async def make():
        async with flights.enter("k") as mine:
            yield mine
            yield None

    log, done = [], asyncio.Event()
    async with aclosing(make()) as items:
        assert await anext(items)
        waiting = asyncio.create_task(fly(flights, log, "waiting", done))
        await turns()
    done.set()
    assert await waiting
    await flights.close()
