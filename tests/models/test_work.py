"""Work: what its listener hears, and how often that wakes them."""

import asyncio

import pytest

from models.work import Ended, Work, told_at_once


class Woken:
    """How often the loop that runs is woken."""

    def __init__(self, monkeypatch):
        self.times, loop = 0, asyncio.get_running_loop()
        self._wake = loop.call_soon_threadsafe
        monkeypatch.setattr(loop, "call_soon_threadsafe", self)

    def __call__(self, *call):
        self.times += 1
        return self._wake(*call)


def heard(work):
    return [work.news.get_nowait() for _ in range(work.news.qsize())]


async def test_what_is_told_at_once_is_heard_in_order_and_wakes_once(monkeypatch):
    works, woken = [Work(name) for name in "abc"], Woken(monkeypatch)
    with told_at_once():
        for number in range(3):
            for work in works:
                work.emit(f"{work.item}{number}")
        works[0].end()
    assert not any(work.news.qsize() for work in works)
    await asyncio.sleep(0)
    assert [heard(work) for work in works] == [["a0", "a1", "a2", Ended(None)], ["b0", "b1", "b2"], ["c0", "c1", "c2"]]
    assert woken.times == 1


async def test_what_fails_meanwhile_has_been_told_before(monkeypatch):
    work, woken = Work("a"), Woken(monkeypatch)

    def fail():
        with told_at_once():
            work.emit(1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    work.emit(2)
    await asyncio.sleep(0)
    assert heard(work) == [1, 2]
    assert woken.times == 2


async def test_what_other_threads_tell_does_not_wait():
    work = Work("a")
    with told_at_once():
        await asyncio.to_thread(work.emit, 1)
        assert heard(work) == [1]


async def test_who_has_left_hears_nothing():
    work = Work("a")
    work.cancelled = True
    with told_at_once():
        work.emit(1)
    work.end()
    await asyncio.sleep(0)
    assert heard(work) == []
    assert work.ended


def test_a_loop_that_is_gone_keeps_nobody_else_from_hearing():
    async def begun():
        return Work("a")

    gone = asyncio.run(begun())

    async def other():
        work = Work("b")
        with told_at_once():
            gone.emit(1)
            work.emit(2)
        await asyncio.sleep(0)
        return heard(work)

    assert asyncio.run(other()) == [2]
