"""Ahead: a bounded number of jobs, in order, and none left behind."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest

from pipeline.ahead import ahead


class Works:
    """Jobs that note when they run; `stuck` ones never end."""

    def __init__(self, stuck: set[int] = frozenset(), failing: set[int] = frozenset()) -> None:
        self.stuck, self.failing = stuck, failing
        self.running: set[int] = set()
        self.most = 0
        self.begun: list[int] = []

    async def start(self, job: int) -> AsyncGenerator[str, None]:
        self.begun.append(job)
        self.running.add(job)
        self.most = max(self.most, len(self.running))
        try:
            yield f"{job}a"
            if job in self.stuck:
                await asyncio.Event().wait()
            await asyncio.sleep(0)
            if job in self.failing:
                raise ArithmeticError(job)
            yield f"{job}b"
        finally:
            try:
                await asyncio.sleep(0)  # letting go takes a moment, and is waited for
            finally:
                self.running.discard(job)


async def collect(works: Works, jobs: int, depth: int) -> list[tuple[int, str]]:
    got = []
    async with aclosing(ahead(range(jobs), works.start, depth)) as each:
        async for job, items in each:
            got.extend([(job, item) async for item in items])
    return got


@pytest.mark.parametrize("depth", [1, 3, 20])
async def test_items_come_in_order_while_at_most_depth_jobs_run(depth):
    works = Works()
    assert await collect(works, 10, depth) == [(job, f"{job}{item}") for job in range(10) for item in "ab"]
    assert works.most == min(depth, 10)
    assert works.begun == list(range(10))


async def test_the_next_jobs_begin_once_the_first_item_was_taken(settle):
    works = Works(stuck={0})
    async with aclosing(ahead(range(10), works.start, 3)) as each:
        job, items = await anext(each)
        assert (job, await anext(items)) == (0, "0a")
        await settle()
        assert works.begun == [0], "who sends it comes first"
        waiting = asyncio.ensure_future(anext(items))
        await settle()
        assert works.begun == [0, 1, 2]
        waiting.cancel()


async def test_until_the_first_item_of_all_nothing_else_runs(settle):
    gate = asyncio.Event()
    begun = []

    async def start(job: int) -> AsyncGenerator[str, None]:
        begun.append(job)
        if job == 0:
            return  # a job may have nothing to say
        await gate.wait()
        yield f"{job}"

    async def read() -> list[str]:
        async with aclosing(ahead(range(5), start, 3)) as each:
            return [item async for _, items in each async for item in items]

    reader = asyncio.create_task(read())
    await settle()
    assert begun == [0, 1]
    gate.set()
    assert await reader == ["1", "2", "3", "4"]


async def test_no_jobs_no_items():
    assert await collect(Works(), 0, 3) == []


async def test_leaving_early_cancels_all_and_waits_until_they_have_let_go():
    works = Works(stuck={0, 1, 2})
    async with aclosing(ahead(range(10), works.start, 3)) as each:
        _, items = await anext(each)
        await anext(items)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(items), 0.01)
        assert works.running == {0, 1, 2}
    assert works.running == set()
    assert works.begun == [0, 1, 2]


async def test_cancelling_the_reader_cancels_the_jobs(settle):
    works = Works(stuck={0, 1})
    reader = asyncio.create_task(collect(works, 10, 2))
    await settle()
    assert works.running == {0, 1}
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader
    assert works.running == set()


async def test_an_error_is_the_readers_and_ends_the_others():
    works = Works(failing={1}, stuck={2})
    with pytest.raises(ArithmeticError):
        await collect(works, 10, 3)
    assert works.running == set()


async def test_errors_of_jobs_that_nobody_reads_any_more_are_forgotten():
    works = Works(failing={0, 1})
    with pytest.raises(ArithmeticError, match="0"):
        await collect(works, 10, 2)
    assert works.running == set()
