"""Uploads of many parts to a real server, by processes that may die."""

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cache.errors import ObjectMissing, ObjectsUnavailable
from cache.objects import Objects
from cache.s3 import S3Objects
from cache.s3_upload import PART_BYTES

pytestmark = pytest.mark.cluster

ROOT = Path(__file__).parents[2]
SOUND = (bytes(range(251)) * 50_132)[: 12 * 1024**2]
"""No two parts are alike."""
PIECE_BYTES = 100_000
METADATA = {"voice": "änna", "duration-s": "273.1"}


@pytest.fixture
def objects(s3) -> S3Objects:
    return S3Objects(s3)


@pytest.fixture
def stored(s3, swift):
    """Names of all that the bucket has, temporary objects and parts of unfinished uploads included."""

    def names() -> set[str]:
        found = {entry.object_name for entry in swift.client().list_objects(s3.bucket, recursive=True)}
        pending = swift.client()._list_multipart_uploads(s3.bucket).uploads
        return found | {f"pending {upload.object_name}" for upload in pending}

    return names


async def send(objects: Objects, data: bytes, head: bytes = b"", **faults: BaseException) -> None:
    async with objects.upload("audio/wav") as upload:
        for start in range(0, len(data), PIECE_BYTES):
            await upload.write(data[start : start + PIECE_BYTES])
        for fault in faults.values():
            raise fault
        await upload.complete("audio/a.wav", METADATA, head)


@pytest.mark.parametrize("size", [0, 1, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES, 12 * 1024**2])
async def test_what_comes_in_pieces_is_whole_with_its_head_put_right(objects, stored, size):
    head = b"RIFF, with true sizes"[:size]
    await send(objects, SOUND[:size], head)
    assert await objects.get("audio/a.wav") == head + SOUND[len(head) : size]
    about = await objects.about("audio/a.wav")
    assert (about.size_bytes, about.content_type, about.metadata) == (size, "audio/wav", METADATA)
    assert (await objects.list("audio/"))["audio/a.wav"].tag == about.tag
    assert stored() == {"audio/a.wav"}


async def test_a_part_of_an_object_of_many_parts_is_read(objects):
    await send(objects, SOUND)
    start, end = PART_BYTES - 10, 2 * PART_BYTES + 10
    assert b"".join([piece async for piece in objects.read("audio/a.wav", start, end)]) == SOUND[start:end]


@pytest.mark.parametrize("fault", [RuntimeError(), asyncio.CancelledError()], ids=repr)
async def test_a_source_that_dies_leaves_what_was_there(objects, stored, fault):
    await objects.put("audio/a.wav", b"before")
    with pytest.raises(type(fault)):
        await send(objects, SOUND, fault=fault)
    assert await objects.get("audio/a.wav") == b"before"
    assert stored() == {"audio/a.wav"}


async def test_an_upload_that_is_cancelled_takes_the_part_along_that_is_on_its_way(objects, stored, monkeypatch):
    put, remove, done = objects._client.put_object, objects._client.remove_object, []
    begun = threading.Event()

    def putting(*args, **kwargs):
        begun.set()
        put(*args, **kwargs)
        done.append("put")

    monkeypatch.setattr(objects._client, "put_object", putting)
    monkeypatch.setattr(objects._client, "remove_object", lambda *args: (remove(*args), done.append("removed")))
    sending = asyncio.create_task(send(objects, SOUND))
    await asyncio.to_thread(begun.wait)
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    assert done == ["put", "removed", "removed"]
    assert stored() == set()


async def test_a_server_that_is_killed_during_an_upload_ends_it_and_takes_the_next(objects, stored, swift):
    async def cut() -> None:
        async with objects.upload("audio/wav") as upload:
            await upload.write(SOUND[: 2 * PART_BYTES + 1])
            swift.stop()
            try:
                await upload.complete("audio/a.wav")
            finally:
                swift.start()

    with pytest.raises(ObjectsUnavailable, match=r"cannot be reached|broke"):
        await cut()
    with pytest.raises(ObjectMissing):
        await objects.about("audio/a.wav")
    assert stored() == set()
    await send(objects, SOUND)
    assert await objects.get("audio/a.wav") == SOUND


async def test_parts_that_vanish_are_no_missing_object(objects, s3, swift):
    async def robbed() -> None:
        async with objects.upload("audio/wav") as upload:
            await upload.write(SOUND)
            for part in swift.client().list_objects(s3.bucket, recursive=True):
                swift.client().remove_object(s3.bucket, part.object_name)
            await upload.complete("audio/a.wav")

    with pytest.raises(ObjectsUnavailable, match="NoSuchKey"):
        await robbed()


WRITER = """
import asyncio, sys
from cache.s3 import S3Objects
from cache.s3_address import S3Address

async def write():
    async with S3Objects(S3Address(*sys.argv[1:])).upload("audio/wav") as upload:
        await upload.write(bytes(11 * 1024**2))
        print("half", flush=True)
        await asyncio.sleep(60)

asyncio.run(write())
"""


@pytest.fixture
def killed(s3) -> None:
    """A process was, in the middle of an upload."""
    command = [sys.executable, "-c", WRITER, s3.endpoint, s3.bucket, s3.access_key, s3.secret_key]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout.readline() == b"half\n"
        finally:
            process.kill()


async def test_a_process_that_is_killed_leaves_parts_that_the_sweep_takes(objects, killed, stored):
    assert await objects.list("audio/") == {}
    assert len(stored()) == 1
    await objects.sweep(left_s=-5)
    assert stored() == set()
