"""Replicas that fall silent, in Serve's local testing mode."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest
from ray import serve

from deployments import handles
from deployments.handles import call, stream
from models.errors import EngineLost

LOST = EngineLost("fake")


class Moody:
    """Says nothing more after the given number of messages the first time, and all of them the second time."""

    def __init__(self) -> None:
        self.asked = 0

    async def count(self, silent_after: int) -> AsyncGenerator[tuple[int, ...], None]:
        self.asked += 1
        for n in range(3):
            if n == silent_after and self.asked == 1:
                await asyncio.sleep(60)
            yield (n,)

    async def answer(self) -> int:
        self.asked += 1
        if self.asked == 1:
            await asyncio.sleep(60)
        return self.asked

    async def live(self) -> AsyncGenerator[tuple[int, ...], None]:
        for _ in range(4):
            await asyncio.sleep(0.15)
            yield ()
        yield (1,)


@pytest.fixture
def replica(monkeypatch):
    monkeypatch.setattr(handles, "SILENCE_S", 0.3)
    return serve.run(serve.deployment(Moody).bind(), name="moody", _local_testing_mode=True)


async def items(method, *args) -> list[int]:
    async with aclosing(stream(method, *args, lost=LOST)) as received:
        return [item async for item in received]


async def test_one_that_never_spoke_is_asked_again(replica):
    assert await items(replica.options(method_name="count", stream=True), 0) == [0, 1, 2]


async def test_one_that_falls_silent_is_lost(replica):
    with pytest.raises(EngineLost):
        await items(replica.options(method_name="count", stream=True), 1)


async def test_one_that_says_that_it_lives_is_waited_for(replica):
    assert await items(replica.options(method_name="live", stream=True)) == [1]


async def test_a_call_that_is_not_answered_is_made_again(replica):
    assert await call(replica.options(method_name="answer"), lost=LOST) == 2
