"""How long an event loop is held."""

import asyncio
import time

from deployments.stalls import LOOK_S, watch


def hold(seconds: float) -> None:
    until_s = time.thread_time() + seconds
    while time.thread_time() < until_s:
        pass


async def test_what_holds_the_loop_is_told_and_what_lets_go_is_not():
    told = []
    watching = asyncio.create_task(watch(told.append))
    await asyncio.sleep(0)
    hold(0.05)
    await asyncio.sleep(2 * LOOK_S)
    for _ in range(100):
        hold(0.001)
        await asyncio.sleep(0)
    time.sleep(0.05)  # noqa: ASYNC251 - a processor that is away is nobody's doing
    await asyncio.sleep(2 * LOOK_S)
    watching.cancel()
    assert len(told) == 1
    assert 0.05 <= told[0] < 0.08
