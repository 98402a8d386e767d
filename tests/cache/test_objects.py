"""What every object store promises, a folder and a bucket of a real server alike, and which keys an object may have."""

import asyncio
import time

import pytest

from cache.errors import InvalidKey, ObjectExists, ObjectMissing
from cache.folder import FolderObjects
from cache.objects import PIECE_BYTES, Objects, check_key
from cache.s3 import S3Objects


@pytest.mark.parametrize("key", ["a", "voices/anna.yaml", "clips/0-f.flac", "A/b/c_d", "x" * 200])
def test_good_keys(key):
    assert check_key(key) == key


@pytest.mark.parametrize(
    "key",
    [
        *[
            "",
            "/",
            "/etc/passwd",
            "..",
            "a/..",
            "../a",
            "a/../../b",
            "a//b",
            "a/",
            ".parts/x",
            "a/.b",
            "a\\b",
            "a\0b",
            "ä",
        ],
        *["a\n", "a b", "-a", "~/a", "x" * 201, "a/./b"],
    ],
)
def test_keys_that_could_lead_elsewhere(key):
    with pytest.raises(InvalidKey):
        check_key(key)


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.cluster)])
def objects(request, tmp_path) -> Objects:
    if request.param == "folder":
        return FolderObjects(tmp_path / "objects")
    return S3Objects(request.getfixturevalue("s3"))


async def test_what_is_put_is_there_until_it_is_deleted(objects):
    await objects.put("voices/anna.yaml", b"one")
    await objects.put("voices/anna.yaml", b"two")
    assert await objects.get("voices/anna.yaml") == b"two"
    await objects.delete("voices/anna.yaml")
    with pytest.raises(ObjectMissing, match=r"voices/anna\.yaml"):
        await objects.get("voices/anna.yaml")
    await objects.delete("voices/anna.yaml")


@pytest.mark.parametrize("key", ["a", "a/b", "voices"])
async def test_what_is_no_object_is_missing(objects, key):
    await objects.put("voices/x", b"")
    with pytest.raises(ObjectMissing):
        await objects.get(key)


async def test_what_is_there_is_not_created_again(objects):
    await objects.create("voices/anna", b"one")
    with pytest.raises(ObjectExists, match="voices/anna"):
        await objects.create("voices/anna", b"two")
    assert await objects.get("voices/anna") == b"one"
    await objects.delete("voices/anna")
    await objects.create("voices/anna", b"three")


async def test_a_list_names_what_begins_with_the_prefix_and_its_tags_change(objects):
    assert await objects.list("voices/") == {}
    for key in ("voices/a", "voices/deep/b", "voices/deep-c", "voicesand/d", "clips/c"):
        await objects.put(key, b"1")
    before = await objects.list("voices/")
    assert list(before) == ["voices/a", "voices/deep-c", "voices/deep/b"]
    assert before["voices/a"].tag == (await objects.about("voices/a")).tag
    assert await objects.list("voices/") == before
    await objects.put("voices/a", b"2")
    after = await objects.list("voices/")
    assert after["voices/a"] != before["voices/a"]
    assert after["voices/deep/b"] == before["voices/deep/b"]


METADATA = {"voice": "änna 你好", "duration-s": "1.5", "odd": ' 100 %41+"\n', "empty": ""}


async def test_an_object_tells_of_itself(objects):
    await objects.put("audio/a", b"12345", "audio/mpeg", METADATA)
    about = await objects.about("audio/a")
    assert (about.size_bytes, about.content_type) == (5, "audio/mpeg")
    assert about.metadata == METADATA
    assert about.modified_s == pytest.approx(time.time(), abs=5)
    await objects.put("audio/a", b"")
    assert (await objects.about("audio/a")).metadata == {}
    await objects.delete("audio/a")
    for missing in ("audio/a", "audio"):
        with pytest.raises(ObjectMissing):
            await objects.about(missing)
    assert await objects.list("audio/") == {}


@pytest.mark.parametrize(("start", "end"), [(0, None), (0, 10), (7, 600_001), (299_990, None), (700_000, None), (5, 5)])
async def test_a_part_of_an_object_is_read_in_pieces(objects, start, end):
    data = bytes(n % 251 for n in range(600_000))
    await objects.put("a", data)
    assert b"".join([piece async for piece in objects.read("a", start, end)]) == data[start:end]
    with pytest.raises(ObjectMissing):
        await anext(objects.read("b", start, end))


async def test_who_has_heard_enough_leaves_the_rest_unread(objects):
    await objects.put("a", bytes(4 * PIECE_BYTES))
    pieces = objects.read("a")
    assert len(await anext(pieces)) <= PIECE_BYTES
    await pieces.aclose()
    assert len(await objects.get("a")) == 4 * PIECE_BYTES


async def test_an_upload_is_seen_when_it_is_complete_with_its_head_put_right(objects):
    await objects.put("audio/a.wav", b"before", "audio/wav", {"characters": "1"})
    async with objects.upload("audio/wav") as upload:
        for piece in (b"????", b"sound", b"more"):
            await upload.write(piece)
        assert await objects.get("audio/a.wav") == b"before"
        await upload.complete("audio/a.wav", METADATA, head=b"RIFF")
    assert await objects.get("audio/a.wav") == b"RIFFsoundmore"
    about = await objects.about("audio/a.wav")
    assert (about.content_type, about.metadata) == ("audio/wav", METADATA)


@pytest.mark.parametrize("fault", [RuntimeError, asyncio.CancelledError])
async def test_an_upload_whose_source_dies_is_never_seen(objects, fault):
    async def half() -> None:
        async with objects.upload("audio/mpeg") as upload:
            await upload.write(b"half")
            raise fault

    with pytest.raises(fault):
        await half()
    assert await objects.list("audio/") == {}


async def test_the_sweep_leaves_alone_what_is_whole_or_under_way(objects):
    await objects.sweep()
    await objects.put("audio/a", b"whole")
    async with objects.upload("audio/mpeg") as upload:
        await upload.write(b"sound")
        await objects.sweep()
        await upload.complete("audio/b")
    assert [await objects.get(key) for key in await objects.list("audio/")] == [b"whole", b"sound"]


async def test_no_key_leads_out(objects):
    with pytest.raises(InvalidKey):
        await objects.put("../outside", b"")
    with pytest.raises(InvalidKey):
        await objects.get("/etc/passwd")
    with pytest.raises(InvalidKey):
        await objects.list("../")
    async with objects.upload("audio/mpeg") as upload:
        with pytest.raises(InvalidKey):
            await upload.complete("../outside")
