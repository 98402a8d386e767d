"""The ledger: what is written once, by whoever comes first, says all there is to know."""

import asyncio

import pytest

from cache.errors import ObjectsUnavailable
from pipeline.batch.ledger import Ledger
from pipeline.batch.record import End, LineError
from pipeline.errors import BatchNotFound

END = {"finalizing_at": 1, "ended_at": 2, "completed": 3, "failed": 0, "characters": 30, "audio_s": 4.5}


async def test_items_are_found_by_number(ledger, submit):
    record = await submit(250)
    for number in (0, 99, 100, 249):
        assert (await ledger.item(record.id, number)).custom_id == f"item-{number}"
    assert await ledger.record(record.id) == record


@pytest.mark.parametrize("batch", ["none", "../../etc", "", "a/b", "ä"])
async def test_what_is_no_batch_is_not_found(ledger, batch):
    for asked in (ledger.record, ledger.state, ledger.cancel):
        with pytest.raises(BatchNotFound):
            await asked(batch)


async def test_results_tell_by_their_names(ledger, submit, result):
    record = await submit(3)
    await ledger.add_result(record.id, 0, result(0))
    await ledger.add_result(record.id, 2, result(2, 400, audio_s=0.0))
    state = await ledger.state(record.id)
    told = {n: (each.ok, each.characters, each.audio_s) for n, each in state.results.items()}
    assert told == {0: (True, 10, 1.5), 2: (False, 10, 0.0)}
    assert state.missing == [1]
    assert [await ledger.has_result(record.id, n) for n in range(3)] == [True, False, True]
    assert [each.custom_id async for each in ledger.read_results(state.results.values())] == ["item-0", "item-2"]


async def test_of_two_results_the_good_one_counts(ledger, submit, result):
    record = await submit(1)
    for status in (200, 503):
        await ledger.add_result(record.id, 0, result(0, status))
    await ledger.add_result(record.id, 0, result(0))
    assert (await ledger.results(record.id))[0].ok


async def test_the_first_end_counts(ledger, submit, objects):
    record = await submit(3)
    ends = [End(status=status, **END) for status in ("completed", "cancelled", "expired")]
    counted = await asyncio.gather(*(Ledger(objects).end(record.id, end) for end in ends))
    assert len(set(counted)) == 1
    assert (await ledger.state(record.id)).end == counted[0]
    assert await ledger.open() == []


async def test_those_that_are_open_come_in_order(ledger, submit):
    first = await submit()
    await submit(errors=(LineError(code="x", message="y", line=1),))
    second = await submit()
    assert [record.id for record in await ledger.open()] == [first.id, second.id]
    assert len(await ledger.ids()) == 3


async def test_cancelled_twice_is_cancelled_once(ledger, submit):
    record = await submit()
    assert await ledger.cancelled_at(record.id) is None
    await ledger.cancel(record.id)
    at = await ledger.cancelled_at(record.id)
    await ledger.cancel(record.id)
    assert await ledger.cancelled_at(record.id) == at


async def test_a_batch_that_is_deleted_leaves_nothing(ledger, submit, result, objects, tmp_path):
    record = await submit(150)
    await ledger.add_result(record.id, 0, result())
    await ledger.cancel(record.id)
    await ledger.end(record.id, End(status="cancelled", **END))
    await Ledger(objects).delete(record.id)
    assert not [path for path in (tmp_path / "objects").rglob("*") if path.is_file()]


async def test_a_record_that_could_not_be_written_is_no_batch(objects, submit):
    objects.away = True
    with pytest.raises(ObjectsUnavailable):
        await submit()
    objects.away = False
    assert await Ledger(objects).ids() == []
