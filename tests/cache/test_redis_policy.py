"""What is said of a server that is no good as a cache, or as a queue."""

import pytest

from cache.redis_policy import check_policy, check_queue_policy
from cache.redis_server import RedisServer

pytestmark = pytest.mark.cluster


async def configure(server: RedisServer, maxmemory: int, policy: str) -> list[str]:
    await server.call("CONFIG", "SET", "maxmemory", maxmemory, "maxmemory-policy", policy)
    return await check_policy(server)


@pytest.mark.parametrize(
    ("maxmemory", "policy", "complaint"),
    [(0, "noeviction", "no bound"), (0, "allkeys-lru", "no bound"), (10_000_000, "noeviction", "evicts nothing")],
)
async def test_what_is_wrong_and_what_to_do(server, maxmemory, policy, complaint):
    (line,) = await configure(server, maxmemory, policy)
    assert complaint in line
    assert "allkeys-lru" in line


@pytest.mark.parametrize("policy", ["allkeys-lru", "allkeys-lfu", "volatile-ttl"])
async def test_nothing_is_said_of_a_cache(server, policy):
    assert await configure(server, 10_000_000, policy) == []


async def test_config_is_not_needed_and_who_may_ask_nothing_hears_nothing(server):
    await server.call("ACL", "SETUSER", "default", "-config")
    assert len(await check_policy(server)) == 1
    await server.call("ACL", "SETUSER", "default", "-info")
    assert await check_policy(server) == []
    assert await check_queue_policy(server) == []


async def test_a_server_that_is_down_is_not_judged(redis, server):
    redis.stop()
    assert await check_policy(server) == []
    assert await check_queue_policy(server) == []


async def test_a_queue_must_not_evict_or_forget(redis):
    queue = RedisServer(redis.url, variable="DECLAIM_QUEUE_REDIS_URL")
    await queue.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lru")
    lines = await check_queue_policy(queue)
    assert [remedy in line for remedy, line in zip(("noeviction", "appendonly yes"), lines, strict=True)] == [
        True,
        True,
    ]
    assert all("DECLAIM_QUEUE_REDIS_URL" in line for line in lines)
    await queue.call("CONFIG", "SET", "maxmemory-policy", "noeviction", "appendonly", "yes")
    assert await check_queue_policy(queue) == []
    await queue.close()
