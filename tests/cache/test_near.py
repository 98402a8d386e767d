"""What was had a moment ago is not fetched again, and the store behind decides about the rest."""

import pytest

from benchmarks.redis_process import RedisProcess
from cache.memory import MemoryStore
from cache.near import NEAR_S, Near
from cache.redis import RedisStore
from cache.redis_server import RedisServer
from cache.store import Outcome


class Far(MemoryStore):
    """Counts who asks."""

    asked = 0

    async def get(self, key: str) -> bytes | None:
        self.asked += 1
        return await super().get(key)


@pytest.fixture
def far() -> Far:
    return Far(1000)


async def test_it_is_fetched_once(far):
    heard: list[Outcome] = []
    store = Near(far, 1000, observe=heard.append)
    await far.put("key", b"audio", 3600)
    assert [await store.get("key") for _ in range(3)] == [b"audio"] * 3
    assert (far.asked, heard) == (1, ["hit", "hit"])


async def test_what_was_put_is_near_and_far(far):
    store = Near(far, 1000)
    await store.put("key", b"audio", 3600)
    assert await store.get("key") == b"audio"
    assert far.asked == 0
    assert await far.get("key") == b"audio"


async def test_it_stays_near_for_a_while_only(far, monkeypatch):
    now_s = 0.0
    store = Near(far, 1000)
    monkeypatch.setattr(store._near, "_clock", lambda: now_s)
    await store.put("key", b"audio", 3600)
    await store.put("short", b"audio", 1)
    now_s = 2
    assert await store.get("key") == b"audio"
    assert far.asked == 0
    await far.drop("short")
    assert await store.get("short") is None
    now_s = NEAR_S + 1
    await far.drop("key")
    assert await store.get("key") is None


async def test_what_does_not_fit_stays_far(far):
    store = Near(far, 100)
    await store.put("key", bytes(200), 3600)
    assert await store.get("key") == bytes(200)
    assert far.asked == 1


async def test_dropping_and_closing_reach_both(far):
    store = Near(far, 1000)
    await store.put("key", b"audio", 3600)
    await store.drop("key")
    assert await store.get("key") is None
    await store.put("key", b"audio", 3600)
    await store.close()
    assert far.size_bytes == 0
    assert await store.get("key") is None


async def test_redis_may_stop_meanwhile(redis_installed, tmp_path):
    redis = RedisProcess(tmp_path)
    redis.start()
    store = Near(RedisStore(RedisServer(redis.url), max_entry_bytes=1000), 1000)
    try:
        await store.put("key", b"audio", 3600)
        redis.stop()
        assert await store.get("key") == b"audio"
        assert await store.get("another") is None
    finally:
        redis.stop()
        await store.close()
