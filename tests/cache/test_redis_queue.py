"""A queue in a Redis that is away, forgets, is full or loses a part of what it holds; and what is left behind in it."""

import asyncio

import pytest

from cache.errors import QueueUnavailable
from cache.queue import Buried
from cache.redis_queue import RedisQueue
from cache.redis_server import RedisServer

pytestmark = pytest.mark.cluster

STREAM = "declaim:queue:normal"


@pytest.fixture
def queue(server) -> RedisQueue:
    return RedisQueue(server, "ours")


@pytest.fixture
async def theirs(redis):
    queue = RedisQueue(RedisServer(redis.url), "theirs", lease_s=0.05)
    yield queue
    await queue.close()


async def restart(redis) -> None:
    redis.stop()
    redis.start()
    await asyncio.sleep(0.01)  # for the loop to see that the connection is closed


async def items(queue, most: int = 100) -> list[int]:
    return [claim.item for claim in await queue.claim(most)]


async def test_a_server_that_is_away_is_said(queue, redis):
    await queue.add("b", [0], "normal")
    (claim,) = await queue.claim(1)
    redis.stop()
    for asked in (
        queue.add("b", [0], "normal"),
        queue.holds("b"),
        queue.claim(1),
        queue.keep([claim]),
        queue.give_back(claim),
        queue.done(claim),
        queue.bury(claim, "no"),
        queue.buried("b"),
        queue.forget("b"),
        queue.lead(),
    ):
        with pytest.raises(QueueUnavailable, match="Redis"):
            await asked


async def forgets_all(redis, server) -> None:
    await restart(redis)


async def is_flushed(redis, server) -> None:
    await server.call("FLUSHALL")


async def loses_the_stream(redis, server) -> None:
    await server.call("DEL", STREAM)


async def loses_the_start_of_the_stream(redis, server) -> None:
    await server.call("XTRIM", STREAM, "MAXLEN", 3)


async def loses_the_batch(redis, server) -> None:
    await server.call("DEL", "declaim:batch:b")


@pytest.mark.parametrize(
    "happens", [forgets_all, is_flushed, loses_the_stream, loses_the_start_of_the_stream, loses_the_batch]
)
async def test_what_is_lost_is_not_held_and_may_be_added_again(queue, redis, server, happens):
    await queue.add("b", range(5), "normal")
    claims = await queue.claim(2)
    await happens(redis, server)
    assert not await queue.holds("b")
    assert await queue.claim(5) == []
    await queue.keep(claims)
    await queue.give_back(claims[0])
    await queue.done(claims[1])
    await queue.bury(claims[1], "no")
    await queue.add("b", [1, 2, 3], "normal")
    assert await queue.holds("b")
    assert [(claim.item, claim.tries) for claim in await queue.claim(5)] == [(1, 1), (2, 1), (3, 1)]


async def test_a_batch_that_lost_one_of_its_streams_is_not_held(queue, server):
    await queue.add("b", [0], "normal")
    await queue.add("b", [1], "low")
    await queue.add("other", [2], "low")
    await server.call("DEL", STREAM)
    assert [await queue.holds("b"), await queue.holds("other")] == [False, True]
    await queue.add("b", [1, 0], "normal")
    assert await items(queue) == [1, 0, 2]


async def test_a_batch_does_not_take_anothers_stream_for_its_own(queue, server):
    await queue.add("lost", [0], "normal")
    await server.call("DEL", STREAM)
    await queue.add("other", [0], "normal")
    assert [await queue.holds("lost"), await queue.holds("other")] == [False, True]


async def test_a_group_that_is_lost_costs_a_try(queue, server):
    await queue.add("b", [0, 1, 2], "normal")
    (first, second, _) = await queue.claim(3)
    await queue.done(first)
    await server.call("XGROUP", "DESTROY", STREAM, "workers")
    await queue.keep([second])
    await queue.give_back(second)
    assert await queue.holds("b")
    assert [(claim.item, claim.tries) for claim in await queue.claim(3)] == [(1, 2), (2, 2)]


async def test_nothing_is_lost_with_an_append_only_file(queue, redis, server):
    redis.stop()
    redis.append_only = True
    redis.start()
    await queue.add("b", range(5), "normal")
    claims = await queue.claim(3)
    await queue.done(claims[0])
    await queue.bury(claims[1], "no")
    assert await queue.lead()
    await restart(redis)
    assert await queue.holds("b")
    await queue.keep(claims)
    assert not await RedisQueue(server, "theirs").lead()
    assert await queue.buried("b") == [Buried("b", 1, "no")]
    assert await items(queue) == [3, 4]
    await queue.give_back(claims[2])
    assert [(claim.item, claim.tries) for claim in await queue.claim(5)] == [(2, 2)]


async def test_a_lease_that_runs_out(queue, theirs, until):
    await queue.add("b", [0], "normal")
    assert await items(theirs) == [0]
    assert await theirs.lead()
    assert await queue.claim(1) == []
    again = []

    async def taken() -> bool:
        again.extend(await theirs.claim(1))
        return bool(again)

    await until(taken)
    assert again[0].tries == 2
    await until(queue.lead)


async def test_a_full_server_takes_all_of_a_batch_or_nothing_and_is_worked_off(queue, server):
    await queue.add("b", [0, 1], "normal")
    (claim,) = await queue.claim(1)
    await server.call("CONFIG", "SET", "maxmemory", 1)
    with pytest.raises(QueueUnavailable, match="maxmemory"):
        await queue.add("new", range(100), "normal")
    await queue.done(claim)
    assert await items(queue) == [1]
    await server.call("CONFIG", "SET", "maxmemory", 0)
    assert not await queue.holds("new")
    assert await queue.claim(1) == []


async def test_what_is_over_leaves_nothing_behind(queue, server):
    await queue.add("b", range(6), "normal")
    claims = await queue.claim(5)
    await queue.done(claims[0])
    await queue.bury(claims[1], "no")
    await queue.give_back(claims[2])
    await queue.forget("b")
    assert await server.call("KEYS", "*") == [STREAM.encode()]
    assert await server.call("XLEN", STREAM) == 1
    assert (await server.call("XPENDING", STREAM, "workers"))["pending"] == 0


async def test_those_deleted_by_hand_are_passed_over(queue, theirs, server):
    await queue.add("b", range(3), "normal")
    (claim, _) = await theirs.claim(2)
    await server.call("XDEL", STREAM, claim.token.split(":")[1])
    await asyncio.sleep(0.06)
    assert await items(theirs) == [1, 2]
    assert (await server.call("XPENDING", STREAM, "workers"))["pending"] == 2


async def test_idle_workers_are_forgotten_once_they_have_nothing(queue, theirs, server, until):
    async def workers() -> set[bytes]:
        return {about[1] for about in await server.call("XINFO", "CONSUMERS", STREAM, "workers")}

    await queue.add("b", [0], "normal")
    assert await items(RedisQueue(server, "dead and has something")) == [0]
    assert await items(RedisQueue(server, "dead")) == []
    await asyncio.sleep(0.06)
    assert await items(queue) == []

    async def forgotten() -> bool:
        return await theirs.lead() and await workers() == {b"dead and has something"}

    await until(forgotten)
    await queue.add("b", [1], "normal")
    assert await items(queue) == [1]


async def test_thousands_of_items_are_one_command_and_one_claim(redis):
    queue = RedisQueue(RedisServer(redis.url, timeout_s=30), "ours")
    await queue.add("b", range(20_000), "normal")
    claims = await queue.claim(20_000)
    assert len(claims) == 20_000
    await queue.keep(claims)
    await queue.forget("b")
    assert await queue.claim(1) == []
    await queue.close()
