"""How long an event loop is held."""

import asyncio
import time

import pytest

from deployments.stalls import LOOK_S, REST_S, StallsMiddleware


def hold(seconds: float) -> None:
    until_s = time.thread_time() + seconds
    while time.thread_time() < until_s:
        pass


class House:
    """An application that does what it is asked for, and what was told of it."""

    def __init__(self):
        self.told = []
        self.app = StallsMiddleware(self._answer, self.told.append)

    async def ask(self, work, kind: str = "http") -> None:
        await self.app({"type": kind}, work, None)

    async def _answer(self, _scope, receive, _send):
        await receive()

    @property
    def next_look_s(self) -> float:
        """From now."""
        return self.app._next.when() - asyncio.get_running_loop().time()


@pytest.fixture
async def house():
    return House()


async def one_long_thing() -> None:
    hold(0.05)


async def test_what_holds_the_loop_is_told_and_what_lets_go_is_not(house):
    async def work() -> None:
        hold(0.05)
        await asyncio.sleep(2 * LOOK_S)
        for _ in range(100):
            hold(0.001)
            await asyncio.sleep(0)
        time.sleep(0.05)  # noqa: ASYNC251 - a processor that is away is nobody's doing
        await asyncio.sleep(2 * LOOK_S)

    await house.ask(work)
    assert len(house.told) == 1
    assert 0.05 <= house.told[0] < 0.08


async def test_what_holds_it_while_nobody_asks_is_told_too(house):
    hold(0.05)
    await asyncio.sleep(2 * REST_S)
    assert len(house.told) == 1
    assert 0.05 <= house.told[0] < 0.08


async def test_what_was_before_a_request_is_told_apart(house):
    hold(0.03)
    await house.ask(one_long_thing)
    await asyncio.sleep(2 * LOOK_S)
    before_s, with_s = house.told
    assert 0.03 <= before_s < 0.05 <= with_s


@pytest.mark.parametrize("error", [None, ValueError()])
async def test_it_looks_closely_while_anybody_asks_however_that_ends(house, error):
    async def one() -> None:
        assert house.next_look_s <= LOOK_S
        if error:
            raise error

    assert house.next_look_s > LOOK_S
    await asyncio.gather(house.ask(one), house.ask(one), return_exceptions=True)
    async with asyncio.timeout(5):
        while house.next_look_s <= LOOK_S:  # noqa: ASYNC110 - looks tell nobody but when they were long
            await asyncio.sleep(LOOK_S / 2)


async def test_a_server_that_runs_is_not_a_request(house):
    running = asyncio.create_task(house.ask(asyncio.Event().wait, "lifespan"))
    await asyncio.sleep(0)
    assert house.next_look_s > LOOK_S
    running.cancel()
