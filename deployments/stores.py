"""Stores: the caches and the object store that the settings and the environment ask for, as one replica uses them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from cache.folder import FolderObjects
from cache.links import Links
from cache.memory import MemoryStore
from cache.objects import Objects
from cache.redis import RedisStore
from cache.redis_flights import RedisFlights
from cache.redis_policy import check_policy
from cache.redis_server import RedisServer
from cache.sealed import Sealed
from cache.signed import SignedLinks
from cache.single_flight import LocalFlights
from cache.store import Store
from deployments.settings import Cache, Secrets
from deployments.telemetry import cache_telemetry
from pipeline.kept import Responses
from pipeline.segments import Segments

HOLDER_TTL_S = 3.0
"""How long those who wait for a segment wait for an Encoder that died while it was having it made."""


def open_responses(cache: Cache, secrets: Secrets) -> Responses:
    """For an Ingress."""
    return Responses(open_store(cache, open_server(secrets), "responses"), cache.ttl_s, cache.max_entry_bytes)


def open_segments(cache: Cache, secrets: Secrets) -> Segments:
    """For an Encoder."""
    server = open_server(secrets)
    flights = RedisFlights(server, ttl_s=HOLDER_TTL_S) if server else LocalFlights()
    return Segments(open_store(cache, server, "segments"), flights, cache.ttl_s)


def open_objects(secrets: Secrets) -> Objects:
    """What is kept for good."""
    return FolderObjects(secrets.objects)


def open_links(secrets: Secrets) -> Links:
    """To what is kept for good."""
    return SignedLinks(secrets.link_secret)


def open_server(secrets: Secrets) -> RedisServer | None:
    """Raises InvalidRedisUrl."""
    return RedisServer(secrets.redis_url.get_secret_value()) if secrets.redis_url else None


def open_store(cache: Cache, server: RedisServer | None, holds: str) -> Store:
    observe = cache_telemetry(holds)
    if server is None:
        return MemoryStore(cache.memory_bytes, max_entry_bytes=cache.max_entry_bytes, observe=observe)
    return Sealed(RedisStore(server, max_entry_bytes=cache.max_entry_bytes, observe=observe))


def policy_warnings(secrets: Secrets) -> list[str]:
    """What is wrong with the Redis server as a cache. May be called with or without a running event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _policy_warnings(secrets)).result()


async def _policy_warnings(secrets: Secrets) -> list[str]:
    if (server := open_server(secrets)) is None:
        return []
    try:
        return await check_policy(server)
    finally:
        await server.close()
