"""Binding a batch's chapters: once, with a manifest; never half of them."""

import json

import pytest

from cache.errors import ObjectsUnavailable
from cache.folder import FolderObjects
from pipeline.batch.files import Files
from pipeline.batch.ledger import Ledger
from pipeline.batch.record import Item, Outline, Record, Result, new_id
from pipeline.book.binding import Binding

OUTLINE = Outline(title="Title", author="Anna", chapters=("One", "Two"))


@pytest.fixture
def objects(tmp_path) -> FolderObjects:
    return FolderObjects(tmp_path / "objects")


@pytest.fixture
def state(objects, make_aac):
    async def make(*statuses: int):
        ledger = Ledger(objects)
        record = Record(
            id=new_id("batch_"),
            created_at=1,
            expires_at=10**10,
            endpoint="/",
            input_file_id="f",
            completion_window="1h",
            base_url="",
            total=2,
            book=OUTLINE,
        )
        await ledger.create(record, [Item(custom_id=f"chapter-{n}", body={}) for n in (1, 2)])
        for n, status in enumerate(statuses):
            await objects.put(f"audio/{n}.aac", make_aac(f"{n}", 300, 0.5 + n).read_bytes())
            result = Result(
                custom_id=f"chapter-{n + 1}",
                request_id="r",
                status_code=status,
                body={"id": f"audio/{n}.mp3"},
                chapter_key=f"audio/{n}.aac",
            )
            await ledger.add_result(record.id, n, result)
        return await ledger.state(record.id)

    return make


@pytest.fixture
def binding(objects) -> Binding:
    return Binding(objects, Files(objects))


async def test_a_book_and_what_is_in_it(binding, state, objects):
    book = await binding(await state(200, 200))
    assert len(await objects.get(book.key)) == book.size_bytes
    assert (await objects.about(book.key)).content_type == "audio/mp4"
    manifest = json.loads(await Files(objects).content(book.manifest_file_id))
    assert (manifest["title"], manifest["author"], manifest["id"]) == ("Title", "Anna", book.key)
    one, two = manifest["chapters"]
    assert (one["title"], one["start_s"], one["custom_id"], one["id"]) == ("One", 0.0, "chapter-1", "audio/0.mp3")
    assert two["start_s"] == pytest.approx(one["duration_s"])
    assert manifest["duration_s"] == pytest.approx(book.duration_s) == pytest.approx(two["start_s"] + two["duration_s"])


async def test_the_same_book_is_bound_once(binding, state, monkeypatch):
    first = await binding(await state(200, 200))
    monkeypatch.setattr(binding, "_bind", None)
    second = await binding(await state(200, 200))
    assert (second.key, second.size_bytes, second.duration_s) == (first.key, first.size_bytes, first.duration_s)


async def test_half_a_book_is_none(binding, state, objects):
    assert await binding(await state(200, 503)) is None
    assert not [key for key in await objects.list("audio/") if key.endswith("m4b")]


async def test_a_chapter_that_was_deleted_since_keeps_no_batch_from_ending(binding, state, objects):
    ready = await state(200, 200)
    await objects.delete("audio/1.aac")
    assert await binding(ready) is None


async def test_a_store_that_fails_in_the_middle_leaves_no_book(binding, state, objects, monkeypatch):
    ready = await state(200, 200)

    async def full(*_):
        raise ObjectsUnavailable("No space left on device")

    monkeypatch.setattr("cache.folder.FolderUpload.write", full)
    with pytest.raises(ObjectsUnavailable):
        await binding(ready)
    assert not [key for key in await objects.list("audio/") if key.endswith("m4b")]
