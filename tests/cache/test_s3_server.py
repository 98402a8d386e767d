"""A client of an S3 server, and its threads."""

import asyncio
import threading

import pytest

from cache.errors import ObjectsUnavailable
from cache.s3_address import S3Address
from cache.s3_server import THREADS, S3Server, client

ADDRESS = S3Address("http://127.0.0.1:9", "bucket", "key", "secret")


async def test_calls_run_side_by_side_and_leave_the_loop_free():
    together = threading.Barrier(THREADS)
    server = S3Server(ADDRESS)
    await asyncio.gather(*(server.call(together.wait, 5) for _ in range(THREADS)))


async def test_failures_of_the_client_are_ours_and_mistakes_are_not():
    def fail(error: Exception) -> None:
        raise error

    with pytest.raises(ObjectsUnavailable, match=r"http://127\.0\.0\.1:9: cut"):
        await S3Server(ADDRESS).call(fail, OSError("cut"))
    with pytest.raises(KeyError):
        await S3Server(ADDRESS).call(fail, KeyError("mistake"))


async def test_what_was_started_goes_on_when_its_call_is_cancelled():
    go, server = threading.Event(), S3Server(ADDRESS)
    started = server.start(go.wait, 5)
    call = asyncio.create_task(asyncio.wait_for(asyncio.shield(started), 5))
    await asyncio.sleep(0)
    call.cancel()
    go.set()
    assert await started


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        ("https://s3.eu-central-1.amazonaws.com", "https://bucket.s3.eu-central-1.amazonaws.com/a"),
        ("http://minio:9000/", "http://minio:9000/bucket/a"),
        ("http://[::1]:9000", "http://[::1]:9000/bucket/a"),
    ],
)
def test_aws_has_the_bucket_in_its_host_and_others_in_the_path(endpoint, url):
    address = S3Address(endpoint, "bucket", "key", "secret", "eu-central-1")
    assert client(address, endpoint).presigned_get_object("bucket", "a").partition("?")[0] == url
