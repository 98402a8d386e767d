"""The queue in Redis: a server that is away, that comes back without what it had, or with it."""

import asyncio

import pytest

from cache.errors import QueueUnavailable
from cache.redis_queue import STREAMS, RedisQueue
from cache.redis_server import RedisServer

pytestmark = pytest.mark.cluster


@pytest.fixture
async def queue(server):
    return RedisQueue(server, "one", lease_s=0.1)


@pytest.fixture
async def other(redis):
    server = RedisServer(redis.url)
    yield RedisQueue(server, "two", lease_s=0.1)
    await server.close()


async def test_a_server_that_is_away_is_told_by_every_call(queue, redis):
    await queue.add("b", [0, 1], "normal")
    (claim, _) = await queue.claim(2)
    redis.stop()
    for call in (
        queue.add("b", [1], "normal"),
        queue.holds("b"),
        queue.claim(1),
        queue.keep([claim]),
        queue.give_back(claim),
        queue.done(claim),
        queue.bury(claim, "x"),
        queue.buried("b"),
        queue.forget("b"),
        queue.lead(),
    ):
        with pytest.raises(QueueUnavailable):
            await call


async def test_a_server_that_lost_everything_says_so(queue, redis, clock):
    await queue.add("b", [0, 1], "normal")
    (claim, _) = await queue.claim(2)
    redis.stop()
    with pytest.raises(QueueUnavailable):
        await queue.holds("b")
    redis.start()
    clock.now += 10
    assert not await queue.holds("b")
    await queue.keep([claim])
    await queue.give_back(claim)
    await queue.done(claim)
    assert list(await queue.claim(5)) == []
    await queue.add("b", [1], "normal")
    assert [(each.item, each.tries) for each in await queue.claim(5)] == [(1, 1)]


async def test_a_server_that_keeps_what_it_has_loses_nothing(queue, redis, clock):
    redis.stop()
    redis.options = ("--appendonly", "yes", "--appendfsync", "always")
    redis.start()
    clock.now += 10
    await queue.add("b", range(3), "normal")
    (first, second, _) = await queue.claim(3)
    await queue.done(first)
    await queue.bury(second, "why")
    redis.stop()
    with pytest.raises(QueueUnavailable):
        await queue.holds("b")
    redis.start()
    clock.now += 10
    await asyncio.sleep(0.12)
    assert await queue.holds("b")
    assert [(each.item, each.tries) for each in await queue.claim(5)] == [(2, 2)]
    assert [each.item for each in await queue.buried("b")] == [1]


async def test_what_was_flushed_while_it_was_claimed_is_added_again(queue, other, server):
    await queue.add("b", range(3), "normal")
    claims = await queue.claim(3)
    await server.call("FLUSHALL")
    await queue.add("b", range(3), "normal")
    assert [claim.item for claim in await other.claim(9)] == [0, 1, 2]
    for claim in claims:
        await queue.done(claim)
    assert list(await queue.claim(9)) == []


async def test_streams_do_not_grow(queue, server):
    for n in range(5):
        await queue.add(f"b{n}", range(20), "normal")
        for claim in await queue.claim(20):
            await queue.done(claim)
        await queue.add(f"c{n}", range(20), "normal")
        await queue.forget(f"c{n}")
    await queue.claim(1)
    assert [await server.call("XLEN", stream) for stream in STREAMS] == [0, 0, 0]


async def test_workers_that_are_gone_are_forgotten(queue, other, server, monkeypatch):
    monkeypatch.setattr("cache.redis_queue.IDLE_MS", 50)
    await other.claim(1)
    await queue.add("b", [0], "normal")
    await queue.claim(1)
    await asyncio.sleep(0.06)
    assert await queue.lead()
    consumers = await server.call("XINFO", "CONSUMERS", STREAMS[1], "workers")
    assert [entry[b"name"] if isinstance(entry, dict) else entry[1] for entry in consumers] == [b"one"]


async def test_a_worker_that_hangs_in_a_paused_server_is_told(queue, redis):
    redis.pause()
    with pytest.raises(QueueUnavailable):
        await queue.claim(1)
