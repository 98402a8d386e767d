"""Policy: whether a Redis server is set up as a cache, or as a queue."""

from redis.exceptions import RedisError

from cache.redis_server import RedisServer

REMEDY = "Set 'maxmemory' and 'maxmemory-policy allkeys-lru' in its configuration."


async def check_policy(server: RedisServer) -> list[str]:
    """What is wrong with the server as a cache, a line each with its remedy; nothing when it cannot be asked.

    Asks INFO, because hosted servers seldom permit CONFIG.
    """
    try:
        reply: dict[str, object] = await server.call("INFO", "memory")
    except RedisError:
        return []
    if reply.get("maxmemory") == 0:
        return [f"The Redis of DECLAIM_REDIS_URL has no bound on its memory and will grow without end. {REMEDY}"]
    if reply.get("maxmemory_policy") == "noeviction":
        return [f"The Redis of DECLAIM_REDIS_URL evicts nothing, and will store nothing new once it is full. {REMEDY}"]
    return []


async def check_queue_policy(server: RedisServer) -> list[str]:
    """What is wrong with the server as a queue, in the same way."""
    try:
        reply: dict[str, object] = await server.call("INFO", "memory")
    except RedisError:
        return []
    if reply.get("maxmemory_policy", "noeviction") == "noeviction":
        return []
    return [
        (
            "The Redis of DECLAIM_QUEUE_REDIS_URL may evict what batches wait for, which is then begun again. Set "
            "'maxmemory-policy noeviction' in its configuration, and give the cache a Redis of its own."
        )
    ]
