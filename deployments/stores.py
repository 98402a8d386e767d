"""Stores: caches, object store and queue that the settings and the environment ask for, as one replica uses them."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from cache.folder import FolderObjects
from cache.links import Links
from cache.memory import MemoryStore
from cache.near import Near
from cache.objects import Objects
from cache.queue import Queue
from cache.redis import RedisStore
from cache.redis_flights import RedisFlights
from cache.redis_policy import check_policy, check_queue_policy
from cache.redis_queue import RedisQueue
from cache.redis_server import RedisServer
from cache.sealed import Sealed
from cache.signed import SignedLinks
from cache.single_flight import LocalFlights
from cache.sqlite_queue import SqliteQueue
from cache.store import Store
from deployments.settings import Cache, Secrets
from deployments.telemetry import cache_telemetry
from pipeline.kept import Responses
from pipeline.segments import Segments

QUEUE_TIMEOUT_S = 5.0
"""A batch of many thousand items is added in one command, which takes a part of a second."""

HOLDER_TTL_S = 3.0
"""How long those who wait for a segment wait for an Encoder that died while it was having it made."""


def open_responses(cache: Cache, secrets: Secrets) -> Responses:
    """For an Ingress."""
    return Responses(open_store(cache, open_server(secrets), "responses"), cache.ttl_s, cache.max_entry_bytes)


def open_segments(cache: Cache, secrets: Secrets) -> Segments:
    """For whoever encodes."""
    server = open_server(secrets)
    flights = RedisFlights(server, ttl_s=HOLDER_TTL_S) if server else LocalFlights()
    return Segments(open_store(cache, server, "segments"), flights, cache.ttl_s)


def open_objects(secrets: Secrets) -> Objects:
    """What is kept for good, in a bucket or in a folder. Raises ValueError for an address that cannot be used."""
    if (address := secrets.s3_address()) is None:
        return FolderObjects(secrets.objects)
    from cache.s3 import S3Objects  # noqa: PLC0415 - a quarter of a second for its client, where there is a bucket

    return S3Objects(address)


def open_links(secrets: Secrets) -> Links:
    """To what is kept for good."""
    if (address := secrets.s3_address()) is None:
        return SignedLinks(secrets.link_secret)
    from cache.s3_links import S3Links  # noqa: PLC0415 - see above

    return S3Links(address)


def open_queue(secrets: Secrets, worker: str) -> Queue:
    """The queue of batches, for the worker of that name. Raises InvalidRedisUrl."""
    server = open_queue_server(secrets)
    return RedisQueue(server, worker) if server else SqliteQueue(secrets.queue, worker)


def open_queue_server(secrets: Secrets) -> RedisServer | None:
    """Raises InvalidRedisUrl."""
    if not (url := secrets.queue_redis_url):
        return None
    return RedisServer(url.get_secret_value(), variable="DECLAIM_QUEUE_REDIS_URL", timeout_s=QUEUE_TIMEOUT_S)


def open_server(secrets: Secrets) -> RedisServer | None:
    """Raises InvalidRedisUrl."""
    return RedisServer(secrets.redis_url.get_secret_value()) if secrets.redis_url else None


def open_store(cache: Cache, server: RedisServer | None, holds: str) -> Store:
    observe = cache_telemetry(holds)
    if server is None:
        return MemoryStore(cache.memory_bytes, max_entry_bytes=cache.max_entry_bytes, observe=observe)
    redis = Sealed(RedisStore(server, max_entry_bytes=cache.max_entry_bytes, observe=observe))
    return Near(redis, cache.near_bytes, observe=observe)


def policy_warnings(secrets: Secrets) -> list[str]:
    """What is wrong with the Redis servers as cache and queue. May be called with or without a running event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _policy_warnings(secrets)).result()


async def _policy_warnings(secrets: Secrets) -> list[str]:
    checks = ((open_server(secrets), check_policy), (open_queue_server(secrets), check_queue_policy))
    return [line for server, check in checks if server is not None for line in await asked(server, check)]


async def asked(server: RedisServer, check: Callable[[RedisServer], Awaitable[list[str]]]) -> list[str]:
    try:
        return await check(server)
    finally:
        await server.close()
