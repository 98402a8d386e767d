"""Uploads take turns, and too many are refused."""

import asyncio

import pytest

from deployments.api import uploads as module
from deployments.api.errors import Overloaded
from deployments.api.uploads import AT_ONCE, Uploads


async def test_they_take_turns():
    uploads, now, most = Uploads(), 0, 0

    async def upload() -> None:
        nonlocal now, most
        async with uploads.permit():
            now += 1
            most = max(most, now)
            await asyncio.sleep(0.001)
            now -= 1

    await asyncio.gather(*(upload() for _ in range(5 * AT_ONCE)))
    assert (now, most) == (0, AT_ONCE)


async def fill(uploads: Uploads, count: int) -> list[asyncio.Task[None]]:
    async def hold() -> None:
        async with uploads.permit():
            await asyncio.Event().wait()

    tasks = [asyncio.create_task(hold()) for _ in range(count)]
    await asyncio.sleep(0)
    return tasks


async def test_too_many_are_refused_until_one_goes(monkeypatch):
    monkeypatch.setattr(module, "MOST", AT_ONCE + 2)
    uploads = Uploads()
    here = await fill(uploads, AT_ONCE + 2)
    with pytest.raises(Overloaded):
        await uploads.permit().__aenter__()
    for task in here[:4]:
        task.cancel()
    await asyncio.wait(here[:4])
    async with uploads.permit():
        pass
    for task in here[4:]:
        task.cancel()


async def test_a_turn_that_never_comes_is_a_refusal_too(monkeypatch):
    monkeypatch.setattr(module, "LONGEST_WAIT_S", 0.02)
    uploads = Uploads()
    here = await fill(uploads, AT_ONCE)
    with pytest.raises(Overloaded):
        await uploads.permit().__aenter__()
    for task in here:
        task.cancel()
