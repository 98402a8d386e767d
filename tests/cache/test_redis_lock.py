"""A lock that is only given back by whoever holds it."""

import asyncio

import pytest

from cache.redis_lock import RedisLock

pytestmark = pytest.mark.cluster

NAME = "declaim:lock:k"


@pytest.fixture
def locks(server) -> list[RedisLock]:
    return [RedisLock(server, "k", 0.45) for _ in range(2)]


async def test_one_at_a_time(locks):
    assert [await lock.take() for lock in locks] == [True, False]
    await locks[0].release(made=True)
    assert await locks[1].take()


async def test_only_its_holder_gives_it_back(locks, server):
    await locks[0].take()
    await locks[1].release(made=True)
    assert await server.call("EXISTS", NAME) == 1


async def test_it_is_renewed_until_it_is_lost(locks, server):
    await locks[0].take()
    renewing = asyncio.create_task(locks[0].renew())
    left_ms = await server.call("PTTL", NAME)
    async with asyncio.timeout(5):
        while (now_ms := await server.call("PTTL", NAME)) <= left_ms:
            left_ms = now_ms
            await asyncio.sleep(0.005)
        await server.call("SET", NAME, "another's")
        await renewing
    assert await server.call("PTTL", NAME) == -1


async def test_without_a_server_it_is_ours_and_giving_it_back_harms_nobody(locks, redis):
    redis.stop()
    assert [await lock.take() for lock in locks] == [True, True]
    await locks[0].release(made=True)


async def test_renewing_survives_a_server_that_is_away(server, redis, clock):
    lock = RedisLock(server, "k", 0.03)
    redis.stop()
    renewing = asyncio.create_task(lock.renew())
    await asyncio.sleep(0.05)
    assert not renewing.done()
    redis.start()
    clock.now += 10
    async with asyncio.timeout(5):
        await renewing
