"""Workers: every item comes to one end, whoever dies and whatever is away."""

import asyncio
from contextlib import asynccontextmanager, suppress

import pytest

from cache.errors import ObjectsUnavailable
from pipeline.batch import insisting, worker
from pipeline.batch.record import End
from pipeline.batch.worker import MOST_CLAIMS, MOST_TRIES, Worker

END = {"finalizing_at": 1, "ended_at": 2, "completed": 0, "failed": 0, "characters": 0, "audio_s": 0}


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch):
    monkeypatch.setattr(worker, "POLL_S", 0.002)
    monkeypatch.setattr(worker, "LEASE_S", 0.02)
    monkeypatch.setattr(insisting, "FIRST_PAUSE_S", 0.002)
    monkeypatch.setattr(insisting, "LONGEST_PAUSE_S", 0.01)


class Speaking:
    """What an item comes to: a status, an error, or waiting until it is told to go on."""

    def __init__(self, result) -> None:
        self.said: list[str] = []
        self.at_once = self.most_at_once = 0
        self.outcomes: dict[str, list] = {}
        self.go_on = asyncio.Event()
        self.go_on.set()
        self._result = result

    async def __call__(self, record, item, request_id):
        self.said.append(item.custom_id)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.go_on.wait()
            await asyncio.sleep(0)
        finally:
            self.at_once -= 1
        outcomes = self.outcomes.get(item.custom_id)
        outcome = outcomes.pop(0) if outcomes else 200
        if isinstance(outcome, Exception):
            raise outcome
        return self._result(int(item.custom_id[5:]), outcome)


@pytest.fixture
def speaking(result) -> Speaking:
    return Speaking(result)


@pytest.fixture
def working(ledger, queue, speaking):
    @asynccontextmanager
    async def run():
        task = asyncio.create_task(Worker(ledger, queue, speaking, 4, pause_s=0.001).run())
        yield task
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        assert speaking.at_once == 0

    return run


@pytest.fixture
def all_done(ledger, queue, until):
    async def wait(record) -> dict[int, bool]:
        await until(lambda: not queue.claimed and not queue.waiting)
        results = await ledger.results(record.id)
        return {number: outcome.ok for number, outcome in sorted(results.items())}

    return wait


async def test_every_item_is_spoken_once_and_some_side_by_side(submit, queue, speaking, working, all_done):
    record = await submit(30)
    await queue.add(record.id, range(30), "normal")
    async with working():
        assert all((await all_done(record)).values())
    assert sorted(speaking.said) == sorted({f"item-{n}" for n in range(30)})
    assert 1 < speaking.most_at_once <= 4


async def test_what_fails_for_good_is_a_result_and_what_may_pass_is_tried_again(
    submit, queue, speaking, working, all_done
):
    record = await submit(3)
    speaking.outcomes = {"item-0": [400], "item-1": [503, 504, 200], "item-2": [503] * 99}
    await queue.add(record.id, range(3), "normal")
    async with working():
        assert await all_done(record) == {0: False, 1: True, 2: False}
    assert [speaking.said.count(f"item-{n}") for n in range(3)] == [1, 3, MOST_TRIES]
    assert [(each.item, "no" in each.reason) for each in queue.dead] == [(2, True)]


async def test_a_worker_that_dies_leaves_its_items_to_the_next(submit, queue, speaking, working, all_done, until):
    record = await submit(6)
    await queue.add(record.id, range(6), "normal")
    speaking.go_on.clear()
    async with working():
        await until(lambda: speaking.at_once == 4)
        queue.away = True  # the dead give nothing back
    queue.away = False
    queue.worker_died()
    speaking.go_on.set()
    async with working():
        assert all((await all_done(record)).values())
    assert len(speaking.said) == 10


async def test_a_worker_that_stops_gives_its_items_back(submit, queue, speaking, working, until):
    record = await submit(6)
    await queue.add(record.id, range(6), "normal")
    speaking.go_on.clear()
    async with working():
        await until(lambda: speaking.at_once == 4)
    assert queue.claimed == {}
    assert sorted(claim.tries for claim in queue.waiting) == [1, 1, 2, 2, 2, 2]


async def test_an_item_that_takes_every_worker_down_is_given_up(submit, queue, ledger, speaking, working, all_done):
    record = await submit(1)
    await queue.add(record.id, [0], "normal")
    for _ in range(MOST_CLAIMS):
        await queue.claim(1)
        queue.worker_died()
    async with working():
        assert await all_done(record) == {0: False}
    assert speaking.said == []
    (told,) = [each async for each in ledger.read_results((await ledger.results(record.id)).values())]
    assert "given up" in told.body["error"]["message"]
    assert len(queue.dead) == 1


@pytest.mark.parametrize("away", ["queue", "objects", "both"])
async def test_stores_that_are_away_cost_time_and_no_item(submit, queue, objects, speaking, working, all_done, away):
    record = await submit(20)
    await queue.add(record.id, range(20), "normal")
    speaking.outcomes = {"item-3": [ObjectsUnavailable("full")] * 3}
    async with working() as task:
        for _ in range(5):
            await asyncio.sleep(0.004)
            queue.away, objects.away = away != "objects", away != "queue"
            await asyncio.sleep(0.02)
            queue.away = objects.away = False
        assert all((await all_done(record)).values())
        assert not task.done()
    assert not queue.dead


async def test_what_is_done_is_not_done_again_when_it_is_claimed_twice(
    submit, queue, ledger, speaking, working, result, until
):
    record = await submit(2)
    await ledger.add_result(record.id, 0, result(0))
    await queue.add(record.id, range(2), "normal")
    async with working():
        await until(lambda: not queue.claimed and not queue.waiting)
    assert speaking.said == ["item-1"]


@pytest.mark.parametrize("how", ["cancelled", "expired"])
async def test_a_batch_that_is_over_is_let_go(submit, queue, ledger, speaking, working, until, how):
    record = await submit(8)
    await queue.add(record.id, range(8), "normal")
    speaking.go_on.clear()
    async with working():
        await until(lambda: speaking.at_once == 4)
        if how == "cancelled":
            await ledger.cancel(record.id)
        else:
            await ledger.end(record.id, End(status="expired", **END))
        await until(lambda: not speaking.at_once and not queue.waiting)
    assert len(speaking.said) == 4
    assert await ledger.results(record.id) == {}


async def test_items_of_a_batch_that_was_deleted_are_let_go(queue, speaking, working, until):
    await queue.add("batch_gone", range(3), "normal")
    async with working():
        await until(lambda: not queue.claimed and not queue.waiting)
    assert speaking.said == []
