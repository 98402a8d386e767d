import asyncio

import pytest

from benchmarks.load.drivers.meanwhile import meanwhile
from benchmarks.load.errors import BrokenOff


async def forever():
    await asyncio.Event().wait()


async def fails(error):
    raise error


async def test_who_has_not_said_all_was_cut_off():
    with pytest.raises(BrokenOff):
        async with meanwhile(forever()):
            await asyncio.sleep(0)


async def test_what_fails_inside_comes_out_and_ends_the_sending():
    with pytest.raises(TimeoutError):
        async with meanwhile(forever()):
            raise TimeoutError
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_connection_that_fails_is_told_by_who_reads():
    async with meanwhile(fails(ConnectionResetError())):
        await asyncio.sleep(0)


async def test_a_fault_of_our_own_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        async with meanwhile(fails(ZeroDivisionError())):
            await asyncio.sleep(0)
