"""The store in Redis, with a real server that fills, stops, pauses and comes back."""

import asyncio

import pytest

from cache.redis import RedisStore
from cache.redis_server import PREFIX, RETRY_S, RedisServer
from cache.store import Store

pytestmark = pytest.mark.cluster


@pytest.fixture
def seen() -> list[str]:
    return []


@pytest.fixture
def store(server, seen) -> Store:
    return RedisStore(server, max_entry_bytes=1_000_000, observe=seen.append)


async def test_hit_miss_drop_and_too_large(store, seen):
    await store.put("a", bytes(range(256)), 10)
    assert await store.get("a") == bytes(range(256))
    await store.drop("a")
    assert await store.get("a") is None
    await store.put("b", b"x" * 1_000_001, 10)
    assert await store.get("b") is None
    assert seen == ["stored", "hit", "miss", "too_large", "miss"]


async def test_every_key_is_ours_and_goes_by_itself(store, server, until):
    await store.put("a", b"x", 100)
    await store.put("b", b"x", 0)
    assert await server.call("KEYS", "*") in (
        [b"declaim:a"],
        [b"declaim:a", b"declaim:b"],
        [b"declaim:b", b"declaim:a"],
    )
    assert 99_000 < await server.call("PTTL", PREFIX + "a") <= 100_000

    async def gone() -> bool:
        return await store.get("b") is None

    await until(gone)


async def test_stopped_in_the_middle_and_started_again(redis, store, seen, clock):
    await store.put("a", b"x", 10)
    redis.stop()
    assert await store.get("a") is None
    await store.put("a", b"x", 10)
    await store.drop("a")
    redis.start()
    clock.now += RETRY_S
    assert await store.get("a") is None
    await store.put("a", b"y", 10)
    assert await store.get("a") == b"y"
    assert seen == ["stored", "failed", "failed", "failed", "miss", "stored", "hit"]


async def test_a_paused_server_is_a_miss(redis, clock, seen):
    store = RedisStore(RedisServer(redis.url, timeout_s=0.05, clock=clock), max_entry_bytes=1_000_000)
    await store.put("a", b"x", 10)
    redis.pause()
    async with asyncio.timeout(5):
        assert [await store.get("a") for _ in range(20)] == [None] * 20
        await store.put("a", b"x", 10)
    await store.close()


async def test_a_full_server_that_evicts_nothing_stores_nothing_and_still_answers(store, server, seen, caplog):
    await store.put("a", b"x", 10)
    await server.call("CONFIG", "SET", "maxmemory", 3_000_000)
    for n in range(10):
        await store.put(f"big{n}", b"x" * 900_000, 10)
    assert await store.get("a") == b"x"
    assert seen[-3:] == ["failed", "failed", "hit"]
    assert caplog.text.count("refuses SET") == 1
    await server.call("FLUSHALL")
    await store.put("a", b"y", 10)
    assert seen[-1] == "stored"


async def test_a_full_server_that_evicts_forgets(store, server, seen):
    await server.call("CONFIG", "SET", "maxmemory", 3_000_000, "maxmemory-policy", "allkeys-lru")
    for n in range(10):
        await store.put(f"big{n}", b"x" * 900_000, 10)
    assert seen == ["stored"] * 10
    assert await store.get("big0") is None
