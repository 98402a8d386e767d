"""Finishing: output and errors in OpenAI's shape, the same when it is done again."""

import json

import pytest

from pipeline.batch.files import Files
from pipeline.batch.finishing import Finishing
from pipeline.batch.record import Audiobook, Outline

BOOK = Audiobook(key="audio/b.m4b", size_bytes=1, duration_s=2.0, manifest_file_id="file-m")


class Told:
    """Hears of ends."""

    def __init__(self) -> None:
        self.ends: list[tuple[str, str]] = []

    async def __call__(self, record, ending):
        self.ends.append((record.id, ending))


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def files(objects) -> Files:
    return Files(objects)


@pytest.fixture
def finishing(ledger, files, told) -> Finishing:
    async def bind(_) -> Audiobook:
        return BOOK

    return Finishing(ledger, files, bind, lambda body, record: {**body, "url": f"{record.base_url}/x"}, told)


async def lines(files: Files, file_id: str | None) -> list[dict]:
    assert file_id is not None
    return [json.loads(line) for line in (await files.content(file_id)).splitlines()]


async def test_what_is_good_and_what_is_not(ledger, submit, result, finishing, files, told):
    record = await submit(3)
    for n, status in ((2, 200), (0, 200), (1, 400)):
        await ledger.add_result(record.id, n, result(n, status))
    await finishing(await ledger.state(record.id), "completed")
    end = (await ledger.state(record.id)).end
    assert (end.status, end.completed, end.failed, end.characters, end.audio_s) == ("completed", 2, 1, 30, 4.5)
    good = await lines(files, end.output_file_id)
    assert [line["custom_id"] for line in good] == ["item-0", "item-2"]
    assert good[0]["response"] == {
        "status_code": 200,
        "request_id": "r-0",
        "body": {"id": "audio/0.mp3", "url": "http://host/x"},
    }
    assert good[0]["error"] is None
    (bad,) = await lines(files, end.error_file_id)
    assert (bad["custom_id"], bad["response"]["status_code"]) == ("item-1", 400)
    assert told.ends == [(record.id, "completed")]
    file = await files.get(end.output_file_id)
    assert (file.purpose, file.filename) == ("batch_output", f"{record.id}_output.jsonl")


async def test_without_errors_there_is_no_error_file(ledger, submit, result, finishing):
    record = await submit(1)
    await ledger.add_result(record.id, 0, result(0))
    await finishing(await ledger.state(record.id), "completed")
    assert (await ledger.ended(record.id)).error_file_id is None


@pytest.mark.parametrize("ending", ["cancelled", "expired"])
async def test_what_was_not_done_is_told(ledger, submit, result, finishing, files, ending):
    record = await submit(3)
    await ledger.add_result(record.id, 1, result(1))
    await finishing(await ledger.state(record.id), ending)
    end = await ledger.ended(record.id)
    assert [line["custom_id"] for line in await lines(files, end.output_file_id)] == ["item-1"]
    undone = await lines(files, end.error_file_id)
    assert [(line["custom_id"], line["response"]) for line in undone] == [("item-0", None), ("item-2", None)]
    assert {line["error"]["code"] for line in undone} == {f"batch_{ending}"}


async def test_done_again_it_comes_to_the_same(ledger, submit, result, finishing, files, objects):
    record = await submit(2)
    for n in range(2):
        await ledger.add_result(record.id, n, result(n, 200 if n else 500))
    state = await ledger.state(record.id)
    await finishing(state, "completed")
    before = {key: await objects.get(key) for key in await objects.list("files/")}
    await finishing(state, "completed")
    assert {key: await objects.get(key) for key in await objects.list("files/")} == before


async def test_a_book_is_bound_when_it_is_complete(ledger, submit, result, finishing):
    outline = Outline(title="T", chapters=("One",))
    done, half = await submit(1, book=outline), await submit(1, book=outline)
    await ledger.add_result(done.id, 0, result(0))
    await finishing(await ledger.state(done.id), "completed")
    await finishing(await ledger.state(half.id), "cancelled")
    assert (await ledger.ended(done.id)).audiobook == BOOK
    assert (await ledger.ended(half.id)).audiobook is None


async def test_its_files_expire_when_they_are_told_to(ledger, submit, result, finishing, files):
    record = await submit(1, output_expires_s=3600)
    await ledger.add_result(record.id, 0, result(0))
    await finishing(await ledger.state(record.id), "completed")
    end = await ledger.ended(record.id)
    assert (await files.get(end.output_file_id)).expires_at >= end.finalizing_at + 3600
