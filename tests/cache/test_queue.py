"""What every queue promises, in a file and in Redis, whatever happens to those who work with it."""

import asyncio
import random
from collections.abc import Sequence
from itertools import chain

import pytest

from cache.queue import Buried, Claim, Queue
from tests.cache.conftest import RedisQueues, SqliteQueues

pytestmark = pytest.mark.cluster


@pytest.fixture
def ours(queues) -> Queue:
    return queues.open("ours")


@pytest.fixture
def theirs(queues) -> Queue:
    return queues.open("theirs")


def names(claims: Sequence[Claim]) -> list[tuple[str, int]]:
    return [(claim.batch, claim.item) for claim in claims]


async def all_of(queue: Queue) -> list[tuple[str, int]]:
    return names(await queue.claim(1000))


async def test_an_empty_one_has_nothing(ours):
    assert await ours.claim(5) == []
    assert not await ours.holds("b")
    assert await ours.buried("b") == []
    await ours.keep([])
    await ours.forget("b")


async def test_in_the_order_in_which_they_came(ours, theirs):
    await ours.add("b", [3, 1, 2], "normal")
    await theirs.add("a", [0], "normal")
    assert names(await ours.claim(2)) == [("b", 3), ("b", 1)]
    assert names(await theirs.claim(2)) == [("b", 2), ("a", 0)]
    assert await ours.claim(2) == []


async def test_higher_priority_first(ours):
    for priority in ("low", "normal", "high"):
        await ours.add(priority, [0, 1], priority)
    assert names(await ours.claim(3)) == [("high", 0), ("high", 1), ("normal", 0)]
    assert names(await ours.claim(9)) == [("normal", 1), ("low", 0), ("low", 1)]


async def test_no_more_than_were_asked_for(ours):
    await ours.add("b", range(5), "normal")
    assert await ours.claim(0) == []
    assert len(await ours.claim(2)) == 2


async def test_adding_twice_never_doubles(ours, theirs):
    await ours.add("b", [0, 1, 1], "normal")
    (first, second) = await ours.claim(2)
    await ours.done(first)
    await theirs.add("b", [0, 1, 2], "normal")
    assert await all_of(theirs) == [("b", 2)]
    await ours.bury(second, "no")
    await theirs.add("b", [0, 1, 2], "high")
    assert await all_of(theirs) == []


async def test_a_batch_is_held_until_it_is_forgotten(ours, theirs):
    await ours.add("b", [0], "low")
    await ours.add("empty", [], "low")
    (claim,) = await ours.claim(2)
    await ours.done(claim)
    assert [await theirs.holds(batch) for batch in ("b", "empty", "other")] == [True, True, False]
    await theirs.forget("b")
    assert [await ours.holds(batch) for batch in ("b", "empty")] == [False, True]


async def test_what_was_not_kept_is_anothers(queues, ours, theirs):
    await ours.add("new", [0], "normal")
    await ours.claim(1)
    await ours.add("high", [0], "high")
    await queues.run_out()
    (late, new) = await theirs.claim(2)
    assert names([late, new]) == [("new", 0), ("high", 0)]
    assert [late.tries, new.tries] == [2, 1]
    assert await ours.claim(1) == []


async def test_overdue_ones_by_priority_and_age(queues, ours, theirs):
    await ours.add("low", [0], "low")
    await ours.add("normal", [1, 0], "normal")
    assert len(await ours.claim(3)) == 3
    await queues.run_out()
    assert await all_of(theirs) == [("normal", 1), ("normal", 0), ("low", 0)]


async def test_what_is_kept_stays(queues, ours, theirs):
    await ours.add("b", [0, 1, 2], "normal")
    claims = await ours.claim(3)
    await queues.run_out()
    await ours.keep(claims[:2])
    assert await all_of(theirs) == [("b", 2)]


async def test_keeping_does_not_take_back_what_another_took(queues, ours, theirs):
    await ours.add("b", [0], "normal")
    claims = await ours.claim(1)
    await queues.run_out()
    await theirs.claim(1)
    await queues.run_out()
    await ours.keep(claims)
    (third,) = await theirs.claim(1)
    assert third.tries == 3


async def test_given_back_is_anybodys_at_once(queues, ours, theirs):
    await ours.add("b", [0, 1], "normal")
    (claim,) = await ours.claim(1)
    await ours.give_back(claim)
    await ours.keep([claim])
    (again, new) = await theirs.claim(2)
    assert names([again, new]) == [("b", 0), ("b", 1)]
    assert [again.tries, new.tries] == [2, 1]
    await ours.give_back(claim)
    assert await ours.claim(1) == []


async def test_what_is_done_never_comes_again(queues, ours, theirs):
    await ours.add("b", [0], "normal")
    (claim,) = await ours.claim(1)
    await ours.done(claim)
    await ours.done(claim)
    await ours.give_back(claim)
    await ours.keep([claim])
    await ours.bury(claim, "no")
    await queues.run_out()
    assert await theirs.claim(1) == []
    assert await ours.buried("b") == []


async def test_done_after_another_took_it_is_done_for_both(queues, ours, theirs):
    await ours.add("b", [0], "normal")
    (slow,) = await ours.claim(1)
    await queues.run_out()
    (claim,) = await theirs.claim(1)
    await ours.done(slow)
    await theirs.keep([claim])
    await theirs.give_back(claim)
    await theirs.done(claim)
    await queues.run_out()
    assert await theirs.claim(1) == []


async def test_the_buried_are_known_and_left_alone(queues, ours, theirs):
    await ours.add("b", [11, 2, 3], "normal")
    await ours.add("other", [0], "normal")
    claims = await ours.claim(4)
    await ours.bury(claims[0], "It is – 'unspeakable'.")
    await ours.bury(claims[0], "again")
    await ours.bury(claims[1], "no")
    await ours.bury(claims[3], "no")
    assert await theirs.buried("b") == [Buried("b", 2, "no"), Buried("b", 11, "It is – 'unspeakable'.")]
    await ours.give_back(claims[0])
    await ours.keep(claims)
    await queues.run_out()
    assert await all_of(theirs) == [("b", 3)]


async def test_one_that_was_buried_and_is_done_after_all_is_not_dead(queues, ours, theirs):
    await ours.add("b", [0], "normal")
    (slow,) = await ours.claim(1)
    await queues.run_out()
    (claim,) = await theirs.claim(1)
    await theirs.bury(claim, "no")
    await ours.done(slow)
    assert await ours.buried("b") == []
    assert await ours.claim(1) == []


async def test_claims_on_what_is_forgotten_come_to_nothing(queues, ours, theirs):
    await ours.add("b", range(6), "normal")
    claims = await ours.claim(5)
    await ours.bury(claims[0], "no")
    await theirs.forget("b")
    await ours.keep(claims)
    await ours.give_back(claims[1])
    await ours.done(claims[2])
    await ours.bury(claims[3], "no")
    await queues.run_out()
    assert await all_of(theirs) == []
    assert await theirs.buried("b") == []
    assert not await theirs.holds("b")


async def test_a_batch_may_be_added_again_once_it_is_forgotten(queues, ours, theirs):
    await ours.add("b", [0, 1], "normal")
    (old, _) = await ours.claim(2)
    await ours.forget("b")
    await ours.add("b", [0], "normal")
    (new,) = await theirs.claim(2)
    assert new.tries == 1
    await ours.give_back(old)
    assert await ours.claim(1) == []
    await queues.run_out()
    await ours.keep([old])
    assert await all_of(ours) == [("b", 0)]


async def test_the_first_to_ask_leads_for_as_long_as_it_asks(queues, ours, theirs):
    assert [await ours.lead(), await theirs.lead(), await ours.lead()] == [True, False, True]
    await queues.run_out()
    assert [await theirs.lead(), await ours.lead(), await theirs.lead()] == [True, False, True]


async def test_many_at_once_get_each_item_once(queues):
    workers = [queues.open(f"worker {n}") for n in range(8)]
    await asyncio.gather(*(worker.add("b", range(200), "normal") for worker in workers))

    async def work(queue: Queue) -> list[int]:
        mine = []
        while claims := await queue.claim(3):
            mine += [claim.item for claim in claims]
            await asyncio.gather(*(queue.done(claim) for claim in claims))
        return mine

    found = await asyncio.gather(*map(work, workers))
    assert sorted(chain(*found)) == list(range(200))


async def test_many_processes_at_once_get_each_item_once(queues, worker_process):
    """None waits for another to have made the file."""
    body = """
    await queue.add("b", range(300), "normal")
    while claims := await queue.claim(2):
        for claim in claims:
            print(claim.item)
            await queue.done(claim)
"""
    processes = [worker_process(queues.address, body) for _ in range(4)]
    found = [process.communicate(timeout=50)[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0] * 4
    assert sorted(map(int, chain(*found))) == list(range(300))


async def test_what_a_process_had_that_was_killed_comes_again(queues, ours, worker_process):
    await ours.add("b", range(5), "normal")
    body = """
    assert await queue.lead()
    first, *_ = await queue.claim(3)
    await queue.done(first)
    print("has them", flush=True)
    await asyncio.sleep(60)
"""
    process = worker_process(queues.address, body)
    assert await asyncio.to_thread(process.stdout.readline) == "has them\n"
    process.kill()
    process.communicate()
    assert not await ours.lead()
    assert await all_of(ours) == [("b", 3), ("b", 4)]
    await queues.run_out()
    assert await ours.lead()
    again = {claim.item: claim.tries for claim in await ours.claim(5)}
    assert again == {1: 2, 2: 2, 3: 2, 4: 2}


@pytest.mark.parametrize("seed", range(4))
async def test_both_do_the_same_whatever_is_asked_of_them(redis, tmp_path, seed):
    file, server = SqliteQueues(tmp_path / "queue.sqlite"), RedisQueues(redis.url)
    try:
        told = [await Asker(queues, seed).ask(400) for queues in (file, server)]
    finally:
        await file.close()
        await server.close()
    assert told[0] == told[1]
    assert sum(isinstance(claims, list) and claims != [] for claims in told[0]) > 30


class Asker:
    """Three workers who do anything with any claim that they ever had, at any time, drawn from a seed."""

    def __init__(self, queues: SqliteQueues, seed: int) -> None:
        self.queues, self.random = queues, random.Random(seed)  # noqa: S311
        self.workers = [queues.open(f"worker {n}") for n in range(3)]
        self.had: list[list[Claim]] = [[], [], []]
        self.told: list[object] = []

    async def ask(self, times: int) -> list[object]:
        for _ in range(times):
            await self.random.choice([self.add, self.claim, self.claim, self.about_a_claim, self.rarely])()
        return self.told

    async def add(self) -> None:
        items = self.random.sample(range(8), self.random.randrange(8))
        await self.random.choice(self.workers).add(self.batch, items, self.random.choice(["high", "normal", "low"]))

    async def claim(self) -> None:
        worker = self.random.randrange(3)
        claims = await self.workers[worker].claim(self.random.randrange(4))
        self.had[worker] += claims
        self.told.append([(claim.batch, claim.item, claim.tries) for claim in claims])

    async def about_a_claim(self) -> None:
        worker = self.random.randrange(3)
        queue, had = self.workers[worker], self.had[worker]
        if not had:
            return
        claim = self.random.choice(had)
        match self.random.randrange(4):
            case 0:
                await queue.done(claim)
            case 1:
                await queue.bury(claim, "no")
            case 2:
                await queue.give_back(claim)
            case _:
                await queue.keep(self.random.sample(had, min(3, len(had))))

    async def rarely(self) -> None:
        match self.random.randrange(6):
            case 0:
                await self.queues.run_out()
            case 1:
                await self.workers[0].forget(self.batch)
        self.told.append((await self.workers[1].holds(self.batch), await self.workers[2].buried(self.batch)))

    @property
    def batch(self) -> str:
        return self.random.choice("abc")
