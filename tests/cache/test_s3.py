"""Objects in a bucket of a real server that is killed, refuses, or has another clock."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import urllib3

from cache.errors import ObjectExists, ObjectsUnavailable
from cache.objects import PIECE_BYTES
from cache.s3 import S3Objects
from cache.s3_upload import PARTS, put

pytestmark = pytest.mark.cluster


@pytest.fixture
def objects(s3) -> S3Objects:
    return S3Objects(s3)


async def tried(objects: S3Objects) -> list[str]:
    """Why each kind of call fails."""

    async def upload() -> None:
        async with objects.upload("audio/mpeg") as upload:
            await upload.write(b"sound")
            await upload.complete("a")

    calls = [
        objects.get("a"),
        anext(objects.read("a")),
        objects.about("a"),
        objects.put("a", b""),
        objects.create("a", b""),
        objects.delete("a"),
        objects.list("a/"),
        objects.sweep(),
        upload(),
    ]
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {ObjectsUnavailable}
    return [str(outcome) for outcome in outcomes]


async def test_a_bucket_that_is_not_there_is_named_with_how_to_make_it(s3):
    for message in await tried(S3Objects(replace(s3, bucket="nobodys-bucket"))):
        assert "no bucket 'nobodys-bucket': create it (aws s3 mb s3://nobodys-bucket)" in message


@pytest.mark.parametrize("wrong", [{"secret_key": "not-the-secret"}, {"access_key": "test:nobody"}])
async def test_keys_that_do_not_belong_together_are_named_and_not_shown(s3, wrong):
    for message in await tried(S3Objects(replace(s3, **wrong))):
        assert "DECLAIM_S3_SECRET_KEY is not the secret of DECLAIM_S3_ACCESS_KEY" in message
        assert "not-the-secret" not in message


async def test_a_wrong_region_is_named(s3):
    for message in await tried(S3Objects(replace(s3, region="eu-central-1"))):
        assert "set DECLAIM_S3_REGION" in message


async def test_a_wrong_clock_is_told_beside_the_servers(objects, monkeypatch):
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    monkeypatch.setattr("minio.time.utcnow", lambda: tomorrow)
    for message in await tried(objects):
        assert f"its clock says {datetime.now(UTC):%a, %d %b %Y %H:}" in message
        assert f"here it is {tomorrow:%a, %d %b %Y %H:}" in message


async def test_a_server_that_was_killed_and_is_back_is_used_again(objects, swift):
    await objects.put("a", b"before")
    await asyncio.gather(*(objects.get("a") for _ in range(20)))  # connections that will be dead
    swift.stop()
    try:
        for message in await tried(objects):
            assert "start it, or look at DECLAIM_S3_ENDPOINT" in message
    finally:
        swift.start()
    assert await objects.get("a") == b"before"
    await objects.create("b", b"after")
    with pytest.raises(ObjectExists):
        await objects.create("b", b"again")


async def test_a_server_that_is_killed_while_it_is_read_breaks_off(objects, swift):
    await objects.put("a", bytes(64 * PIECE_BYTES))
    pieces = objects.read("a")
    await anext(pieces)
    swift.stop()
    try:
        with pytest.raises(ObjectsUnavailable, match="broke"):
            async for _ in pieces:
                pass
    finally:
        swift.start()


async def test_connections_of_readers_who_left_early_are_free_for_others(objects):
    await objects.put("a", bytes(8 * PIECE_BYTES))
    for _ in range(40):
        pieces = objects.read("a")
        await anext(pieces)
        await pieces.aclose()
    assert len(await objects.get("a")) == 8 * PIECE_BYTES


async def test_a_long_list_is_whole_and_in_order(objects, monkeypatch):
    """Pages of three, for speed."""
    pages, in_one = [], objects._client._list_objects
    monkeypatch.setattr(objects._client, "_list_objects", lambda *args, **kwargs: in_one(*args, **kwargs, max_keys=3))
    monkeypatch.setattr(urllib3.PoolManager, "urlopen", counted(urllib3.PoolManager.urlopen, pages))
    keys = [f"audio/{n:02}" for n in range(10)]
    await asyncio.gather(*(objects.put(key, b"") for key in keys))
    pages.clear()
    assert list(await objects.list("audio/")) == keys
    assert len(pages) == 4


def counted(call, calls):
    def counting(*args, **kwargs):
        calls.append(args)
        return call(*args, **kwargs)

    return counting


async def test_what_others_put_under_other_names_is_not_listed(objects, s3, swift):
    await objects.put("voices/a", b"")
    for name in ("voices/", "voices/ä b", "voices/deep/"):
        swift.client().put_object(s3.bucket, name, BytesIO(), 0)
    assert list(await objects.list("voices/")) == ["voices/a"]


async def test_the_sweep_takes_old_parts_alone(objects, s3, swift):
    await objects.put("audio/a", b"")
    put(objects._client, s3.bucket, f"{PARTS}0/00000", b"part")
    await objects.sweep()
    names = {found.object_name for found in swift.client().list_objects(s3.bucket, recursive=True)}
    assert names == {"audio/a", f"{PARTS}0/00000"}
    await objects.sweep(left_s=-5)
    names = {found.object_name for found in swift.client().list_objects(s3.bucket, recursive=True)}
    assert names == {"audio/a"}
