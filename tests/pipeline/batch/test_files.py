"""Files: kept under their ids, until they expire."""

import pytest

from pipeline.batch.files import File, Files
from pipeline.errors import FileNotFound


@pytest.fixture
def files(objects, clock) -> Files:
    return Files(objects, clock)


async def test_a_file_is_there_until_it_is_deleted(files):
    file = File("file-1", "Bücher.jsonl", "batch", 4, 90)
    assert await files.put(file, b"data") == file
    assert await files.content("file-1") == b"data"
    assert b"".join([piece async for piece in files.read("file-1")]) == b"data"
    assert await files.ids() == ["file-1"]
    await files.delete("file-1")
    for asked in (files.get, files.content, files.delete):
        with pytest.raises(FileNotFound):
            await asked("file-1")


async def test_one_that_has_expired_is_not_there(files, clock):
    await files.put(File("file-1", "a", "batch", 1, 90, expires_at=110), b"x")
    await files.put(File("file-2", "b", "batch", 1, 90), b"y")
    clock.now = 110
    with pytest.raises(FileNotFound):
        await files.content("file-1")
    assert [file.id for file in await files.several(["file-1", "file-2", "file-3"])] == ["file-2"]


@pytest.mark.parametrize("file_id", ["../secret", "", "a//b", "x" * 300])
async def test_no_id_leads_out(files, file_id):
    with pytest.raises(FileNotFound):
        await files.get(file_id)


async def test_one_that_was_put_by_a_link_tells_what_it_can(files, objects):
    await objects.put("files/file-1", b"data")
    file = await files.get("file-1")
    assert (file.filename, file.purpose, file.size_bytes) == ("file-1", "batch", 4)
    assert file.created_at > 0
