"""The batcher, with real threads that wait for the test and never for the clock."""

import asyncio
import gc
import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from models.batcher import Batcher, BatchReport
from models.engine import Lane
from models.errors import DeadlineExceeded, EngineFailed, EngineUnavailable
from models.work import Work

ROOT = Path(__file__).parents[2]
PATIENCE_S = 20


class Model:
    """Says a letter at a time of every row's word, and does not begin a batch before it is allowed to."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.cancelled: list[str] = []
        self._begun, self._allowed = threading.Semaphore(0), threading.Semaphore(0)

    def run(self, rows: Sequence[Work[str, str]]) -> None:
        self.batches.append([row.item for row in rows])
        self._begun.release()
        assert self._allowed.acquire(timeout=PATIENCE_S)
        for row in rows:
            for letter in row.item:
                row.emit(letter)
        self.cancelled += [row.item for row in rows if row.cancelled]

    async def begins(self) -> None:
        """Returns when one more batch runs."""
        assert await asyncio.to_thread(self._begun.acquire, timeout=PATIENCE_S)

    def allow(self, batches: int = 1) -> None:
        self._allowed.release(batches)


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def batching() -> Iterator[Callable[..., Batcher]]:
    """Makes batchers that are closed in the end, with no thread left."""
    made: list[Batcher] = []

    def make(run: Callable, **options) -> Batcher:
        made.append(Batcher(run, **{"max_rows": 8, "max_cost": 1000, **options}))
        return made[-1]

    yield make
    for batcher in made:
        batcher.close()
    assert not any(thread.is_alive() for batcher in made for thread in batcher._threads)


async def say(batcher: Batcher, word: str, lane: Lane = "interactive", deadline: float | None = None) -> str:
    chunks = batcher.submit(word, size=len(word), lane=lane, deadline=deadline)
    return "".join([chunk async for chunk in chunks])


async def start(batcher: Batcher, *words: str, lane: Lane = "interactive") -> list[asyncio.Task[str]]:
    """All of them wait, or run, when this returns."""
    tasks = [asyncio.create_task(say(batcher, word, lane)) for word in words]
    await asyncio.sleep(0)
    return tasks


def until(look: Callable[[], Any]) -> Any:
    """What it returns as soon as that is something; for threads that are not the loop's."""
    give_up = time.monotonic() + PATIENCE_S
    while not (found := look()):
        assert time.monotonic() < give_up
        time.sleep(0.001)
    return found


async def test_what_comes_while_the_model_is_busy_makes_the_next_batch(model, batching):
    batcher = batching(model.run, max_rows=3)
    first = await start(batcher, "aaa")
    await model.begins()
    rest = await start(batcher, "bbb", "ccc", "ddd", "eee")
    assert (batcher.active, batcher.queued) == (1, 12)
    model.allow(3)
    assert await asyncio.gather(*first, *rest) == ["aaa", "bbb", "ccc", "ddd", "eee"]
    assert model.batches == [["aaa"], ["bbb", "ccc", "ddd"], ["eee"]]
    assert (batcher.active, batcher.queued) == (0, 0)


async def test_what_is_heard_later_makes_a_later_batch(model, batching):
    batcher = batching(model.run, max_rows=1)
    first = await start(batcher, "busy")
    await model.begins()

    async def heard(word, due_in_s):
        chunks = batcher.submit(word, size=1, lane="interactive", deadline=None, due=time.time() + due_in_s)
        return [chunk async for chunk in chunks]

    rest = [asyncio.create_task(heard(word, due_in_s)) for word, due_in_s in (("far", 900), ("near", 600))]
    await asyncio.sleep(0)
    rest += await start(batcher, "new")
    model.allow(4)
    await asyncio.gather(*first, *rest)
    assert model.batches == [["busy"], ["new"], ["near"], ["far"]]


class Continuous:
    """Says a letter of every row at each step that it is allowed, and takes in who waits between two of them."""

    def __init__(self, slots: int) -> None:
        self.slots, self.steps = slots, list[list[str]]()
        self.batcher: Batcher | None = None
        self._begun, self._allowed = threading.Semaphore(0), threading.Semaphore(0)

    def run(self, works: Sequence[Work[str, str]]) -> None:
        rows = list(works)
        said = dict.fromkeys(rows, 0)
        while rows:
            self.steps.append([row.item for row in rows])
            self._begun.release()
            assert self._allowed.acquire(timeout=PATIENCE_S)
            for row in rows:
                row.emit(row.item[said[row]])
                said[row] += 1
                if said[row] == len(row.item):
                    row.end()
            if "?" in "".join(row.item for row in rows):
                raise ZeroDivisionError
            rows = [row for row in rows if not row.ended and not row.cancelled]
            self.joined = self.batcher.more(self.slots - len(rows))
            rows += self.joined
            said.update(dict.fromkeys(self.joined, 0))

    async def begins(self) -> None:
        """Returns when one more step has begun, which then waits to be allowed."""
        assert await asyncio.to_thread(self._begun.acquire, timeout=PATIENCE_S)

    async def step(self) -> None:
        """A step that has not begun yet, to its end or nearly."""
        await self.begins()
        self.allow()

    def allow(self) -> None:
        self._allowed.release()


@pytest.fixture
def continuous(batching):
    reports: list[BatchReport] = []
    model = Continuous(slots=2)
    model.batcher = batching(model.run, max_rows=2, observe=reports.append)
    model.reports = reports
    return model


async def test_rows_join_and_leave_between_two_steps(continuous):
    batcher = continuous.batcher
    tasks = await start(batcher, "abcd")
    await continuous.begins()
    tasks += await start(batcher, "xy", "z", "vw")
    continuous.allow()
    for _ in range(5):
        await continuous.step()
    assert await asyncio.gather(*tasks) == ["abcd", "xy", "z", "vw"]
    assert continuous.steps == [["abcd"], ["abcd", "xy"], ["abcd", "xy"], ["abcd", "z"], ["vw"], ["vw"]]
    assert [report.rows for report in continuous.reports] == [1, 2, 2, 1]


async def test_who_joined_fails_with_the_others_and_the_next_do_not(continuous):
    tasks = await start(continuous.batcher, "abc")
    await continuous.begins()
    tasks += await start(continuous.batcher, "??")
    continuous.allow()
    await continuous.step()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [ZeroDivisionError] * 2
    (after,) = await start(continuous.batcher, "q")
    await continuous.step()
    assert await after == "q"


async def test_nobody_joins_a_batcher_that_is_closed(continuous):
    (task,) = await start(continuous.batcher, "ab")
    await continuous.begins()
    closing = asyncio.create_task(asyncio.to_thread(continuous.batcher.close))
    with pytest.raises(EngineUnavailable):
        await task
    continuous.allow()
    await closing
    assert continuous.joined == []


async def test_interactive_goes_first(model, batching):
    batcher = batching(model.run, max_rows=2)
    tasks = await start(batcher, "first")
    await model.begins()
    tasks += await start(batcher, "batch", "later", lane="batch") + await start(batcher, "quick")
    model.allow(3)
    await asyncio.gather(*tasks)
    assert model.batches == [["first"], ["quick", "batch"], ["later"]]


async def test_workers_run_at_the_same_time(model, batching):
    batcher = batching(model.run, workers=2)
    tasks = await start(batcher, "one")
    await model.begins()
    tasks += await start(batcher, "two")
    await model.begins()
    assert batcher.active == 2
    model.allow(2)
    assert await asyncio.gather(*tasks) == ["one", "two"]


async def test_chunks_come_while_the_row_runs(batching):
    more = threading.Event()

    def run(rows: Sequence[Work[str, str]]) -> None:
        rows[0].emit("first")
        assert more.wait(PATIENCE_S)
        rows[0].emit("second")

    chunks = batching(run).submit("", size=1, lane="interactive", deadline=None)
    assert await anext(chunks) == "first"
    more.set()
    assert [chunk async for chunk in chunks] == ["second"]


async def test_a_row_may_end_before_its_mates(model, batching):
    rest = threading.Event()

    def run(rows: Sequence[Work[str, str]]) -> None:
        model.run(rows)
        if len(rows) > 1:
            rows[0].end()
            assert rest.wait(PATIENCE_S)
            rows[1].emit("!")

    batcher = batching(run)
    tasks = await start(batcher, "x")
    await model.begins()
    tasks += await start(batcher, "short", "longer")
    model.allow(2)
    assert await tasks[1] == "short"
    assert batcher.active == 1
    rest.set()
    assert await asyncio.gather(*tasks) == ["x", "short", "longer!"]


async def test_one_row_fails_alone(model, batching):
    def run(rows: Sequence[Work[str, str]]) -> None:
        model.run(rows)
        for row in rows:
            if row.item == "bad":
                row.fail(EngineFailed("piper", "no."))

    batcher = batching(run)
    tasks = await start(batcher, "x")
    await model.begins()
    tasks += await start(batcher, "good", "bad", "fine")
    model.allow(2)
    *others, failed, last = await asyncio.gather(*tasks, return_exceptions=True)
    assert [*others, last] == ["x", "good", "fine"]
    assert isinstance(failed, EngineFailed)


@pytest.mark.parametrize("raised", [ValueError("broken"), SystemExit("broken"), asyncio.CancelledError("broken")])
async def test_a_batch_that_fails_takes_those_who_have_not_ended_and_no_worker(model, batching, raised):
    def run(rows: Sequence[Work[str, str]]) -> None:
        model.run(rows)
        if len(rows) > 1:
            rows[0].end()
            raise raised

    batcher = batching(run)
    tasks = await start(batcher, "x")
    await model.begins()
    tasks += await start(batcher, "over", "not", "nor")
    model.allow(3)
    *ended, one, other = await asyncio.gather(*tasks, return_exceptions=True)
    assert ended == ["x", "over"]
    for error in (one, other):
        assert isinstance(error, ValueError | RuntimeError)
        assert "broken" in str(error)
    assert await say(batcher, "next") == "next"


async def test_leaving_while_waiting_withdraws(model, batching):
    batcher = batching(model.run)
    tasks = await start(batcher, "x")
    await model.begins()
    tasks += await start(batcher, "gone", "here")
    tasks[1].cancel()
    await asyncio.wait(tasks[1:2])
    assert batcher.queued == 4
    model.allow(2)
    assert await asyncio.gather(tasks[0], tasks[2]) == ["x", "here"]
    assert model.batches == [["x"], ["here"]]


async def test_leaving_while_running_is_seen_by_the_model_and_by_nobody_else(model, batching):
    batcher = batching(model.run)
    tasks = await start(batcher, "x")
    await model.begins()
    tasks += await start(batcher, "gone", "here")
    model.allow()
    await model.begins()
    tasks[1].cancel()
    await asyncio.wait(tasks[1:2])
    assert batcher.active == 2, "the model has not noticed yet"
    model.allow()
    assert await tasks[2] == "here"
    assert model.cancelled == ["gone"]


async def test_closing_the_generator_is_leaving(batching):
    stopped = threading.Event()

    def run(rows: Sequence[Work[str, str]]) -> None:
        until(lambda: rows[0].emit("again") or rows[0].cancelled)
        stopped.set()

    chunks = batching(run).submit("", size=1, lane="interactive", deadline=None)
    assert await anext(chunks) == "again"
    await chunks.aclose()
    assert await asyncio.to_thread(stopped.wait, PATIENCE_S)


async def test_late_while_waiting_is_told_at_once_and_never_run(model, batching):
    batcher = batching(model.run)
    tasks = await start(batcher, "x")
    await model.begins()
    for deadline in (time.time() + 0.01, time.time() - 1):
        with pytest.raises(DeadlineExceeded):
            await say(batcher, "late", deadline=deadline)
    assert batcher.queued == 0
    model.allow()
    await tasks[0]
    assert model.batches == [["x"]]


async def test_a_free_worker_does_not_take_what_is_late(model, batching):
    model.allow(9)
    with pytest.raises(DeadlineExceeded):
        await say(batching(model.run), "late", deadline=time.time() - 1)
    assert model.batches == []


async def test_late_is_told_even_if_the_loop_was_late_itself(model, batching):
    batcher = batching(model.run)
    tasks = await start(batcher, "x")
    await model.begins()
    deadline = time.time() + 0.01
    tasks.append(asyncio.create_task(say(batcher, "late", deadline=deadline)))
    await asyncio.sleep(0)
    until(lambda: time.time() > deadline + 0.01)  # no timer fires meanwhile
    model.allow()
    until(lambda: batcher.queued == 0)
    with pytest.raises(DeadlineExceeded):
        await tasks[1]
    assert model.batches == [["x"]]


async def test_a_deadline_that_passes_while_it_runs_stops_nothing(model, batching):
    batcher = batching(model.run)
    deadline = time.time() + 0.2
    task = asyncio.create_task(say(batcher, "long", deadline=deadline))
    await model.begins()
    await asyncio.sleep(max(0, deadline - time.time()) + 0.01)
    model.allow()
    assert await task == "long"
    assert model.cancelled == []


async def test_who_listens_slowly_holds_no_worker(model, batching):
    batcher = batching(model.run)
    model.allow(2)
    slow = batcher.submit("slow", size=4, lane="interactive", deadline=None)
    assert await anext(slow) == "s"
    assert await say(batcher, "quick") == "quick"
    assert [chunk async for chunk in slow] == ["l", "o", "w"]


async def test_close_fails_what_waits_and_what_runs(batching):
    begun = threading.Event()

    def run(rows: Sequence[Work[str, str]]) -> None:
        begun.set()
        until(lambda: rows[0].cancelled)

    batcher = batching(run)
    tasks = await start(batcher, "running")
    assert await asyncio.to_thread(begun.wait, PATIENCE_S)
    tasks += await start(batcher, "waiting")
    batcher.close()
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        assert isinstance(result, EngineUnavailable)
    with pytest.raises(EngineUnavailable):
        await say(batcher, "after")
    batcher.close()
    assert not any(thread.is_alive() for thread in batcher._threads)


def test_any_loop_will_do(model, batching):
    batcher = batching(model.run)
    model.allow(2)
    assert [asyncio.run(say(batcher, word)) for word in ("one", "two")] == ["one", "two"]


def test_a_loop_that_is_gone_disturbs_nobody(batching):
    closed = threading.Event()

    def run(rows: Sequence[Work[str, str]]) -> None:
        rows[0].emit("before")
        assert closed.wait(PATIENCE_S)
        rows[0].emit("after")

    batcher, loop = batching(run), asyncio.new_event_loop()
    chunks = batcher.submit("", size=1, lane="interactive", deadline=None)
    assert loop.run_until_complete(anext(chunks)) == "before"
    loop.close()
    closed.set()
    assert asyncio.run(say(batcher, "x")) == "beforeafter"


async def test_threads_that_are_free_together_share_what_waits(model, batching):
    batcher = batching(model.run, workers=2)
    with batcher._changed:  # neither looks before all four wait
        tasks = await start(batcher, "one", "two", "six", "ten")
    for _ in range(2):
        await model.begins()
    model.allow(2)
    assert await asyncio.gather(*tasks) == ["one", "two", "six", "ten"]
    assert sorted(model.batches) == [["one", "two"], ["six", "ten"]]


async def test_a_row_goes_on_in_a_thread_that_is_free(batching):
    """Whatever becomes of those that it was with."""
    threads: dict[str, set[int]] = defaultdict(set)
    allowed, reports = threading.Event(), list[BatchReport]()

    def run(rows: Sequence[Work[str, str]]) -> None:
        (row,) = rows
        threads[row.item].add(threading.get_ident())
        if row.item == "busy":
            assert allowed.wait(PATIENCE_S)
        elif row.item == "first":
            (other,) = until(lambda: batcher.more(1))
            threads[other.item].add(threading.get_ident())
            assert not batcher.hand_over(other)
            allowed.set()
            until(lambda: batcher.hand_over(other))
            raise ZeroDivisionError
        else:
            row.emit("said")

    batcher = batching(run, workers=2, max_rows=1, observe=reports.append)
    tasks = [*await start(batcher, "busy"), *await start(batcher, "first"), *await start(batcher, "second")]
    busy, first, second = await asyncio.gather(*tasks, return_exceptions=True)
    assert (busy, type(first), second) == ("", ZeroDivisionError, "said")
    assert threads["second"] == threads["busy"] | threads["first"]
    assert len(reports) == 3
    assert batcher.active == 0


async def test_every_batch_is_reported(model, batching):
    reports: list[BatchReport] = []
    batcher = batching(model.run, observe=reports.append)
    tasks = await start(batcher, "x")
    await model.begins()
    tasks += await start(batcher, "two2", "ten", "four")
    await asyncio.sleep(0.02)
    model.allow(2)
    await asyncio.gather(*tasks)
    assert [report.rows for report in reports] == [1, 3]
    assert [report.padding for report in reports] == [0, pytest.approx(1 / 12)]
    assert reports[1].waited_s >= 0.02


async def test_who_is_not_due_has_not_waited(model, batching):
    reports: list[BatchReport] = []
    batcher = batching(model.run, observe=reports.append)
    model.allow(1)
    chunks = batcher.submit("x", size=1, lane="interactive", deadline=None, due=time.time() + 60)
    assert [chunk async for chunk in chunks] == ["x"]
    assert [report.waited_s for report in reports] == [0]


async def test_a_batch_that_fails_is_reported_too(batching):
    reports: list[BatchReport] = []
    with pytest.raises(ZeroDivisionError):
        await say(batching(lambda rows: 1 // 0, observe=reports.append), "x")
    assert [report.rows for report in reports] == [1]


async def test_what_is_done_is_not_kept(batching):
    class Word:
        pass

    word = Word()
    gone = weakref.ref(word)
    batcher = batching(lambda rows: None)
    chunks = batcher.submit(word, size=1, lane="interactive", deadline=time.time() + 1000)
    assert [chunk async for chunk in chunks] == []
    del word, chunks
    until(lambda: gc.collect() >= 0 and gone() is None)


@pytest.mark.parametrize("options", [{"workers": 0}, {"max_rows": 0}])
def test_nothing_to_run_on(batching, options):
    with pytest.raises(ValueError, match="at least one"):
        batching(print, **options)


@pytest.mark.cluster
def test_a_process_ends_at_once_while_the_model_runs():
    program = """
import asyncio, signal, sys, threading
from models.batcher import Batcher

def run(rows):
    print("running", flush=True)
    threading.Event().wait()

async def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
    async for _ in Batcher(run, max_rows=1, max_cost=1).submit("", size=1, lane="batch", deadline=None):
        pass

asyncio.run(main())
"""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout.readline() == "running\n"
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE_S) == 7
        finally:
            process.kill()


async def test_batches_have_threads_of_the_lowest_priority_to_themselves(batching):
    priorities: dict[str, int] = {}
    allowed = threading.Event()

    def run(rows: Sequence[Work[str, str]]) -> None:
        for row in rows:
            priorities[row.item] = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
        if rows[0].item.startswith("long"):
            assert allowed.wait(PATIENCE_S)

    batcher = batching(run, workers=1, background=1, max_rows=1)
    long = await start(batcher, "long one", "long two", lane="batch")
    assert await say(batcher, "a listener goes at once") == ""
    allowed.set()
    await asyncio.gather(*long)
    assert priorities.pop("a listener goes at once") == os.getpriority(os.PRIO_PROCESS, 0)
    assert set(priorities.values()) == {19}


async def test_listeners_do_not_wait_behind_each_other_for_threads_of_batches(batching, model):
    batcher = batching(model.run, workers=2, background=2, max_rows=4)
    words = await start(batcher, "one", "two", "three", "four")
    model.allow(4)
    assert await asyncio.gather(*words) == ["one", "two", "three", "four"]
