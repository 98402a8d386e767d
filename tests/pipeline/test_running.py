"""Running: a task that makes items ahead of whoever takes them."""

import asyncio
from contextlib import aclosing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.frames import Bytes, Finished, Frame, Started, joined_frames
from pipeline.running import Running, messages


def concatenated(items):
    return ["".join(items)]


async def letters(text, *, let_go=None, error=None, pauses=frozenset()):
    try:
        for n, letter in enumerate(text):
            if n in pauses:
                await asyncio.sleep(0)
            yield letter
        if error:
            raise error
    finally:
        try:
            await asyncio.sleep(0)  # letting go takes a moment, and is waited for
        finally:
            if let_go:
                let_go.set()


@given(text=st.text(max_size=30), pauses=st.sets(st.integers(0, 29)), slow=st.booleans())
def test_nothing_is_lost_or_reordered(text, pauses, slow):
    async def taken():
        got = []
        async for (part,) in messages(letters(text, pauses=pauses), concatenated):
            got.append(part)
            await asyncio.sleep(0) if slow else None
        return got

    parts = asyncio.run(taken())
    assert "".join(parts) == text
    assert all(parts)


async def test_what_comes_while_the_last_is_taken_comes_together(settle):
    gate = asyncio.Event()

    async def making():
        yield "a"
        await gate.wait()
        for letter in "bcd":
            yield letter

    async with aclosing(messages(making(), concatenated)) as parts:
        assert await anext(parts) == ("a",), "nothing waits to be joined"
        gate.set()
        await settle()
        assert await anext(parts) == ("bcd",)


async def test_an_error_comes_behind_what_was_made():
    parts = messages(letters("abc", error=ArithmeticError()), concatenated)
    assert await anext(parts) == ("abc",)
    with pytest.raises(ArithmeticError):
        await anext(parts)


@pytest.mark.parametrize("pauses", [frozenset(), frozenset(range(1, 30))], ids=["made already", "being made"])
async def test_leaving_early_stops_the_making(pauses):
    let_go = asyncio.Event()
    async with aclosing(messages(letters("a" * 30, let_go=let_go, pauses=pauses), concatenated)) as parts:
        await anext(parts)
    assert let_go.is_set()


async def test_who_takes_is_cancelled(settle):
    let_go = asyncio.Event()

    async def making():
        async for letter in letters("ab", let_go=let_go):
            yield letter
        await asyncio.Event().wait()

    async def take():
        async for _ in messages(making(), concatenated):
            pass

    task = asyncio.create_task(take())
    await settle()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert let_go.is_set()


async def test_items_one_by_one():
    assert [item async for item in Running(letters("abc")).drain()] == ["a", "b", "c"]


def test_frames_are_joined_where_they_are_bytes():
    started, finished = Started("fake", 24000, fallback=False), Finished(1, 1, 1, 0, 0, cacheable=True)
    frames: list[Frame] = [started, Bytes(b"a"), Bytes(b"b"), finished]
    assert list(joined_frames(frames)) == [started, Bytes(b"ab"), finished]
    assert list(joined_frames([])) == []


async def test_what_nobody_needs_yet_comes_together_at_the_end(settle):
    async def making():
        yield "a"
        for letter in "bcd":
            await asyncio.sleep(0.001)
            yield letter

    async with asyncio.timeout(5):
        parts = [part async for part in messages(making(), concatenated, lambda sent: 60.0)]
    assert parts == [("a",), ("bcd",)], "nobody waits once there is no more to come"


async def test_who_needs_more_gets_what_there_is_by_then(settle):
    gate = asyncio.Event()
    shown = []

    def spare_s(sent):
        shown.append(sent)
        return 0.01

    async def making():
        yield "a"
        await asyncio.sleep(0)
        yield "b"
        await gate.wait()
        yield "c"

    async with aclosing(messages(making(), concatenated, spare_s)) as parts:
        assert [await anext(parts), await anext(parts)] == [("a",), ("b",)]
        gate.set()
        assert await anext(parts) == ("c",)
    assert shown == [["a"], ["b"]]


async def test_leaving_while_nobody_needs_more_stops_the_making(settle):
    let_go = asyncio.Event()

    async def making():
        try:
            yield "a"
            await asyncio.Event().wait()
        finally:
            let_go.set()

    async def take():
        async for _ in messages(making(), concatenated, lambda _: 60.0):
            pass

    task = asyncio.create_task(take())
    await settle()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert let_go.is_set()


async def test_an_error_does_not_wait():
    parts = messages(letters("ab", error=ArithmeticError(), pauses=frozenset({1})), concatenated, lambda _: 60.0)
    async with asyncio.timeout(5):
        with pytest.raises(ArithmeticError):
            [part async for part in parts]


async def test_while_nothing_is_made_empty_messages_tell_of_life():
    go_on, received = asyncio.Event(), []

    async def making():
        await go_on.wait()
        yield "a"

    async for part in messages(making(), tuple, beat_s=0.01):
        received.append(part)
        if len(received) == 3:
            go_on.set()
    assert received[:3] == [(), (), ()]
    assert received[-1] == ("a",)
