"""Retention: what is old goes, the oldest first where there is too much, and voices stay."""

import os
from pathlib import Path

import pytest

from cache.folder import FolderObjects
from pipeline.batch.files import File, Files
from pipeline.batch.ledger import Ledger
from pipeline.batch.record import End, Item, Record
from pipeline.retention import Retention

DAY_S = 24 * 3600
NOW = 100 * DAY_S


@pytest.fixture
def objects(tmp_path: Path) -> FolderObjects:
    return FolderObjects(tmp_path)


@pytest.fixture
def put(objects, tmp_path):
    async def run(key: str, age_days: float, size: int = 10) -> None:
        await objects.put(key, bytes(size))
        os.utime(tmp_path / key, (NOW - age_days * DAY_S,) * 2)

    return run


def retention(objects, keep_bytes: int | None = None) -> Retention:
    return Retention(objects, 30 * DAY_S, keep_bytes, clock=lambda: NOW)


async def left(objects) -> set[str]:
    return {key for prefix in ("audio/", "files/", "voices/", "clips/") for key in await objects.list(prefix)}


async def test_what_is_old_goes_and_voices_stay(objects, put):
    for key, age_days in (("audio/old", 31), ("audio/new", 29), ("files/old", 31), ("files/new", 1)):
        await put(key, age_days)
    await put("voices/anna.yaml", 999)
    await put("clips/anna.flac", 999)
    await retention(objects).sweep()
    assert await left(objects) == {"audio/new", "files/new", "voices/anna.yaml", "clips/anna.flac"}


async def test_where_there_is_too_much_the_oldest_audio_goes_first(objects, put):
    for n in range(5):
        await put(f"audio/{n}", age_days=n)
    await put("files/large", 1, size=1000)
    await retention(objects, keep_bytes=25).sweep()
    assert await left(objects) == {"audio/0", "audio/1", "files/large"}


async def test_files_go_when_they_are_told_to(objects):
    for name, expires_at in (("gone", NOW), ("there", NOW + 1)):
        await Files(objects, lambda: 0).put(File(name, name, "batch", 1, NOW - 5, expires_at), b"x")
    await Retention(objects, float("inf"), clock=lambda: NOW).sweep()
    assert await left(objects) == {"files/there"}


async def test_batches_that_ended_long_ago_go_with_all_that_is_theirs(objects, tmp_path):
    ledger = Ledger(objects)
    for batch in ("batch_open", "batch_old"):
        record = Record(
            id=batch,
            created_at=1,
            expires_at=2,
            endpoint="/",
            input_file_id="f",
            completion_window="1h",
            base_url="",
            total=1,
        )
        await ledger.create(record, [Item(custom_id="a", body={})])
    end = {"finalizing_at": 1, "ended_at": 2, "completed": 0, "failed": 0, "characters": 0, "audio_s": 0}
    await ledger.end("batch_old", End(status="completed", **end))
    os.utime(tmp_path / "batch-ends/batch_old.json", (0, 0))
    await retention(objects).sweep()
    assert await ledger.ids() == ["batch_open"]
    assert not list((tmp_path / "batch-items/batch_old").glob("*"))
