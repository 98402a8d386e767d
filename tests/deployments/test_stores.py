"""Which cache a replica gets, and whether its Redis is fit to be one."""

import pytest

from cache.errors import InvalidRedisUrl
from cache.memory import MemoryStore
from cache.redis_server import RedisServer
from cache.sealed import Sealed
from deployments.settings import Cache, Secrets
from deployments.stores import open_objects, open_queue, open_segments, open_server, open_store, policy_warnings


def test_without_redis_each_process_remembers_on_its_own():
    secrets = Secrets(redis_url="")
    assert open_server(secrets) is None
    assert isinstance(open_store(Cache(), None, "responses"), MemoryStore)
    assert policy_warnings(secrets) == []


async def test_with_redis_entries_are_sealed(redis):
    secrets = Secrets(redis_url=redis.url)
    store = open_store(Cache(), open_server(secrets), "responses")
    assert isinstance(store, Sealed)
    await store.put("key", b"audio", 60)
    assert await store.get("key") == b"audio"
    await store.close()


async def test_a_server_that_grows_without_end_is_named(redis):
    (warning,) = policy_warnings(Secrets(redis_url=redis.url))
    assert "maxmemory" in warning
    assert "allkeys-lru" in warning


async def test_a_server_that_is_away_is_no_reason_not_to_start(redis):
    redis.stop()
    secrets = Secrets(redis_url=redis.url)
    assert policy_warnings(secrets) == []
    open_segments(Cache(), secrets)


@pytest.mark.parametrize("url", ["redis:/x", "http://127.0.0.1", "unix://", "redis://127.0.0.1/name"])
def test_a_wrong_address_names_the_variable_and_keeps_the_password(url):
    with pytest.raises(InvalidRedisUrl, match="DECLAIM_REDIS_URL"):
        open_server(Secrets(redis_url=url))


async def test_objects_are_in_a_folder_of_the_home(tmp_path):
    await open_objects(Secrets(home=tmp_path)).put("voices/anna.yaml", b"")
    assert (tmp_path / "objects/voices/anna.yaml").exists()


@pytest.mark.cluster
async def test_objects_are_in_a_bucket_where_one_is_set(s3, tmp_path):
    keys = {"s3_access_key": s3.access_key, "s3_secret_key": s3.secret_key}
    objects = open_objects(Secrets(home=tmp_path, s3_endpoint=s3.endpoint, s3_bucket=s3.bucket, **keys))
    await objects.put("voices/anna.yaml", b"")
    assert list(await objects.list("voices/")) == ["voices/anna.yaml"]
    assert not (tmp_path / "objects").exists()


async def test_the_queue_is_a_file_or_a_redis(redis, tmp_path):
    for secrets in (Secrets(home=tmp_path), Secrets(home=tmp_path, queue_redis_url=redis.url)):
        queue = open_queue(secrets, "worker")
        await queue.add("b", [0], "normal")
        assert len(await queue.claim(5)) == 1
        await queue.close()
    assert (tmp_path / "queue.sqlite").exists()


def test_a_wrong_address_of_the_queue_names_its_variable():
    with pytest.raises(InvalidRedisUrl, match="DECLAIM_QUEUE_REDIS_URL"):
        open_queue(Secrets(queue_redis_url="redis:/x"), "worker")


async def test_a_queue_that_evicts_is_named(redis):
    assert policy_warnings(Secrets(queue_redis_url=redis.url)) == []
    server = RedisServer(redis.url)
    await server.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lru")
    await server.close()
    (warning,) = policy_warnings(Secrets(queue_redis_url=redis.url))
    assert "noeviction" in warning
