"""The steward: a queue that lost everything is filled again, and batches come to their ends once."""

import asyncio

import pytest

from cache.errors import ObjectsUnavailable
from pipeline.batch.record import End
from pipeline.batch.steward import Steward

END = {"finalizing_at": 1, "ended_at": 2, "completed": 0, "failed": 0, "characters": 0, "audio_s": 0}


class Ends:
    """Writes down an end, unless it is told to fail."""

    def __init__(self, ledger) -> None:
        self.seen: list[tuple[str, str]] = []
        self.error: Exception | None = None
        self._ledger = ledger

    async def __call__(self, state, ending):
        self.seen.append((state.record.id, ending))
        if self.error is not None:
            raise self.error
        await self._ledger.end(state.record.id, End(status=ending, **END))


@pytest.fixture
def ends(ledger) -> Ends:
    return Ends(ledger)


@pytest.fixture
def steward(ledger, queue, ends, clock) -> Steward:
    return Steward(ledger, queue, ends, clock=clock)


async def settled(steward: Steward) -> None:
    await steward.look()
    await asyncio.wait([*steward._finishing.values(), asyncio.create_task(asyncio.sleep(0))])


async def test_a_batch_that_the_queue_does_not_know_is_added_without_what_is_done(
    steward, submit, queue, ledger, result
):
    record = await submit(5)
    await ledger.add_result(record.id, 1, result(1))
    await steward.look()
    assert [claim.item for claim in queue.waiting] == [0, 2, 3, 4]
    queue.lose_everything()
    await ledger.add_result(record.id, 4, result(4, 400))
    await steward.look()
    await steward.look()
    assert [claim.item for claim in queue.waiting] == [0, 2, 3]


async def test_one_that_is_done_is_completed_once(steward, submit, queue, ledger, result, ends):
    record = await submit(2)
    for n in range(2):
        await ledger.add_result(record.id, n, result(n))
    for _ in range(3):
        await settled(steward)
    assert ends.seen == [(record.id, "completed")]
    assert not await queue.holds(record.id)


async def test_one_that_is_cancelled_or_too_old_ends_without_the_rest(steward, submit, queue, ledger, ends, clock):
    cancelled, old = await submit(2), await submit(2, expires_at=200)
    await steward.look()
    await ledger.cancel(cancelled.id)
    clock.now = 200
    await settled(steward)
    assert sorted(ends.seen) == sorted([(cancelled.id, "cancelled"), (old.id, "expired")])
    assert queue.waiting == []


async def test_it_looks_seldom_while_nothing_happens_and_at_once_when_something_does(steward, ledger, monkeypatch):
    looks = 0
    monkeypatch.setattr("pipeline.batch.steward.LOOK_S", 0.01)

    async def open_ones():
        nonlocal looks
        looks += 1
        return []

    monkeypatch.setattr(ledger, "open", open_ones)
    running = asyncio.create_task(steward.run())
    await asyncio.sleep(0.1)
    assert looks == 1
    steward.wake()
    await asyncio.sleep(0.1)
    assert looks == 2
    running.cancel()


async def test_how_many_are_open_is_told_by_the_one_who_leads(ledger, queue, ends, clock, submit, result):
    told: list[int] = []
    steward = Steward(ledger, queue, ends, clock=clock, tell_open=told.append)
    done, _ = await submit(1), await submit(1)
    await ledger.add_result(done.id, 0, result(0))
    await settled(steward)
    await settled(steward)
    queue.leads = False
    await steward.look()
    assert told == [2, 1, 0]


async def test_who_does_not_lead_does_nothing(steward, submit, queue):
    await submit(2)
    queue.leads = False
    await steward.look()
    assert queue.waiting == []


@pytest.mark.parametrize("away", ["queue", "objects"])
async def test_stores_that_are_away_are_looked_for_again(steward, submit, queue, objects, away):
    await submit(2)
    queue.away, objects.away = away == "queue", away == "objects"
    await steward.look()
    queue.away = objects.away = False
    await steward.look()
    assert len(queue.waiting) == 2


async def test_an_end_that_fails_is_tried_again(steward, submit, ends, clock):
    await submit(0)
    ends.error = ObjectsUnavailable("full")
    await settled(steward)
    await settled(steward)
    ends.error = ArithmeticError("nobody foresaw this")
    await settled(steward)
    ends.error = None
    await settled(steward)
    clock.now += 61
    await settled(steward)
    assert [ending for _, ending in ends.seen] == ["completed"] * 4
