"""Policy: whether a Redis server is set up as a cache, or as a queue."""

from redis.exceptions import RedisError

from cache.redis_server import RedisServer

CACHE_REMEDY = "Set 'maxmemory' and 'maxmemory-policy allkeys-lru' in its configuration."
QUEUE_REMEDY = "in its configuration, and keep it apart from the Redis of the cache."


async def check_policy(server: RedisServer) -> list[str]:
    """What is wrong with the server as a cache, a line each with its remedy; nothing when it cannot be asked."""
    about, name = await info(server, "memory"), f"The Redis of {server.variable}"
    if about.get("maxmemory") == 0:
        return [f"{name} has no bound on its memory and will grow without end. {CACHE_REMEDY}"]
    if about.get("maxmemory_policy") == "noeviction":
        return [f"{name} evicts nothing, and will store nothing new once it is full. {CACHE_REMEDY}"]
    return []


async def check_queue_policy(server: RedisServer) -> list[str]:
    """The same of a server as a queue."""
    memory, persistence = await info(server, "memory"), await info(server, "persistence")
    name, lines = f"The Redis of {server.variable}", []
    if memory.get("maxmemory_policy", "noeviction") != "noeviction":
        lines.append(f"{name} may evict what is queued. Set 'maxmemory-policy noeviction' {QUEUE_REMEDY}")
    if persistence.get("aof_enabled") == 0:
        lines.append(f"{name} forgets what is queued when it restarts. Set 'appendonly yes' {QUEUE_REMEDY}")
    return lines


async def info(server: RedisServer, section: str) -> dict[str, object]:
    """Asks INFO, because hosted servers seldom permit CONFIG."""
    try:
        found: dict[str, object] = await server.call("INFO", section)
    except RedisError:
        return {}
    return found
