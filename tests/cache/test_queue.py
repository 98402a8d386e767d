"""The promises of a queue, kept by SQLite and by Redis."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest

from cache.queue import Queue
from cache.redis_queue import RedisQueue
from cache.redis_server import RedisServer
from cache.sqlite_queue import SqliteQueue

pytestmark = pytest.mark.cluster

LEASE_S = 0.15

NewWorker = Callable[[str], Queue]


@pytest.fixture(params=["sqlite", "redis"])
async def new_worker(request, tmp_path) -> AsyncIterator[NewWorker]:
    """A worker of that name, at the same queue as the others."""
    async with AsyncExitStack() as stack:

        def make(name: str) -> Queue:
            queue: Queue
            if request.param == "sqlite":
                queue = SqliteQueue(tmp_path / "deep/queue.sqlite", name, lease_s=LEASE_S)
            else:
                server = RedisServer(request.getfixturevalue("redis").url)
                queue = RedisQueue(server, name, lease_s=LEASE_S)
            stack.push_async_callback(queue.close)
            return queue

        if request.param == "redis":
            request.getfixturevalue("redis")
        yield make


@pytest.fixture
def queue(new_worker) -> Queue:
    return new_worker("one")


async def claimed(queue: Queue, most: int = 100) -> list[tuple[str, int, int]]:
    return [(claim.batch, claim.item, claim.tries) for claim in await queue.claim(most)]


async def leases_end() -> None:
    await asyncio.sleep(LEASE_S + 0.02)


async def test_items_come_once_in_order_of_priority_and_age(queue):
    assert await claimed(queue) == []
    await queue.add("b-low", [0], "low")
    await queue.add("b-one", [0, 1, 2], "normal")
    await queue.add("b-two", range(2), "normal")
    await queue.add("b-high", [7], "high")
    assert await claimed(queue, 3) == [("b-high", 7, 1), ("b-one", 0, 1), ("b-one", 1, 1)]
    assert await claimed(queue) == [("b-one", 2, 1), ("b-two", 0, 1), ("b-two", 1, 1), ("b-low", 0, 1)]
    assert await claimed(queue) == []


async def test_what_is_added_twice_is_there_once(queue):
    await queue.add("b", [0, 1], "normal")
    (first, _) = await queue.claim(2)
    await queue.done(first)
    await queue.add("b", [0, 1, 2], "high")
    assert await claimed(queue) == [("b", 2, 1)]


async def test_it_says_what_it_holds(queue):
    assert not await queue.holds("b")
    await queue.add("b", [0], "normal")
    (claim,) = await queue.claim(1)
    await queue.done(claim)
    assert await queue.holds("b")
    await queue.forget("b")
    assert not await queue.holds("b")
    await queue.add("empty", [], "normal")
    assert await queue.holds("empty")


async def test_what_a_silent_worker_had_goes_to_another(new_worker):
    one, two = new_worker("one"), new_worker("two")
    await one.add("b", [0, 1], "normal")
    await one.add("late", [5], "high")
    (high, first, _) = await one.claim(3)
    await one.done(high)
    await leases_end()
    await one.add("new", [9], "high")
    assert await claimed(two) == [("b", 0, 2), ("b", 1, 2), ("new", 9, 1)]
    await one.done(first)
    await leases_end()
    assert sorted(await claimed(one)) == [("b", 1, 3), ("new", 9, 2)]


async def test_a_worker_that_says_so_keeps_what_it_has(new_worker):
    one, two = new_worker("one"), new_worker("two")
    await one.add("b", range(4), "normal")
    claims = await one.claim(4)
    for _ in range(3):
        await asyncio.sleep(LEASE_S / 2)
        await one.keep(claims[:3])
    assert await claimed(two) == [("b", 3, 2)]
    await one.keep(claims)
    await leases_end()
    assert sorted(await claimed(two)) == [("b", 0, 2), ("b", 1, 2), ("b", 2, 2), ("b", 3, 3)]


async def test_what_was_taken_is_not_stolen_back(new_worker):
    one, two = new_worker("one"), new_worker("two")
    await one.add("b", [0], "normal")
    (stale,) = await one.claim(1)
    await leases_end()
    (fresh,) = await two.claim(1)
    await one.keep([stale])
    await one.give_back(stale)
    assert await claimed(one) == []
    await two.keep([fresh])
    await two.done(fresh)
    await leases_end()
    assert await claimed(one) == []


async def test_what_is_given_back_is_there_at_once(new_worker):
    one, two = new_worker("one"), new_worker("two")
    await one.add("b", [0, 1], "normal")
    (claim, _) = await one.claim(2)
    await one.give_back(claim)
    assert await claimed(two) == [("b", 0, 2)]


async def test_the_dead_stay_dead_and_say_why(queue):
    await queue.add("b", [3, 1, 2], "normal")
    for claim in await queue.claim(3):
        if claim.item != 1:
            await queue.bury(claim, f"reason ä {claim.item}")
    await leases_end()
    assert await claimed(queue) == [("b", 1, 2)]
    dead = {(each.batch, each.item, each.reason) for each in await queue.buried("b")}
    assert dead == {("b", 3, "reason ä 3"), ("b", 2, "reason ä 2")}
    await queue.forget("b")
    assert list(await queue.buried("b")) == []


async def test_claims_on_what_was_forgotten_come_to_nothing(queue):
    await queue.add("b", range(50), "high")
    await queue.add("other", [0], "low")
    claims = await queue.claim(2)
    await queue.forget("b")
    for claim in claims:
        await queue.keep([claim])
    await queue.done(claims[0])
    await queue.bury(claims[1], "late")
    assert await claimed(queue, 1) == [("other", 0, 1)]
    assert not await queue.holds("b")
    assert list(await queue.buried("b")) == []
    await leases_end()
    await queue.add("b", [0], "normal")
    assert ("b", 0, 1) in await claimed(queue)


async def test_of_many_workers_each_item_goes_to_one(new_worker):
    workers = [new_worker(f"w{n}") for n in range(8)]
    await workers[0].add("b", range(200), "normal")
    got = await asyncio.gather(*(worker.claim(3) for _ in range(9) for worker in workers))
    items = [claim.item for claims in got for claim in claims]
    assert len(items) == len(set(items)) == 200


async def test_one_leads_for_as_long_as_it_says_so(new_worker):
    one, two = new_worker("one"), new_worker("two")
    assert await one.lead()
    assert not await two.lead()
    await asyncio.sleep(LEASE_S / 2)
    assert await one.lead()
    await asyncio.sleep(LEASE_S / 2 + 0.03)
    assert not await two.lead()
    await leases_end()
    assert await two.lead()
    assert not await one.lead()


async def test_thousands_at_once(queue):
    await queue.add("b", range(50_000), "normal")
    assert [item for _, item, _ in await claimed(queue, 5)] == [0, 1, 2, 3, 4]
