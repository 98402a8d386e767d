"""The spool: written once, read by many."""

import asyncio

import pytest

from pipeline.errors import RenderStalled, SpoolFull
from pipeline.spool import MEMORY_BYTES, Spool, SpoolSpace

MIB = 1024 * 1024


@pytest.fixture
def space() -> SpoolSpace:
    return SpoolSpace(64 * MIB)


@pytest.fixture
def spool(space):
    spool = space.open(0)
    yield spool
    spool.close()


async def read_all(spool: Spool) -> bytes:
    data = bytearray()
    while piece := await spool.read(len(data)):
        data += piece
        await asyncio.sleep(0)
    return bytes(data)


async def test_every_reader_gets_everything_at_its_own_pace(spool):
    early = [asyncio.create_task(read_all(spool)) for _ in range(3)]
    for n in range(100):
        spool.write(bytes([n]) * 3000)
        if n % 10 == 0:
            await asyncio.sleep(0)
    late = asyncio.create_task(read_all(spool))
    spool.finish()
    expected = b"".join(bytes([n]) * 3000 for n in range(100))
    assert all(got == expected for got in await asyncio.gather(*early, late, read_all(spool)))


async def test_a_reader_waits_for_bytes_that_are_not_there_yet(spool):
    reader = asyncio.create_task(spool.read(0))
    await asyncio.sleep(0)
    assert not reader.done()
    spool.write(b"now")
    assert await reader == b"now"


async def test_what_does_not_stay_in_memory_goes_on_in_a_file(spool):
    piece = bytes(range(256)) * 4096
    for _ in range(5):
        spool.write(piece)
    assert spool.size > MEMORY_BYTES
    spool.finish()
    assert await read_all(spool) == piece * 5


async def test_failing_comes_after_the_bytes(spool):
    spool.write(b"half")
    spool.fail(RenderStalled(1))
    assert await spool.read(0) == b"half"
    for _ in range(2):
        with pytest.raises(RenderStalled):
            await spool.read(4)


async def test_failing_wakes_those_who_wait(spool):
    readers = [asyncio.create_task(spool.read(0)) for _ in range(3)]
    await asyncio.sleep(0)
    spool.fail(RenderStalled(1))
    assert all(isinstance(got, RenderStalled) for got in await asyncio.gather(*readers, return_exceptions=True))


async def test_all_spools_together_are_bounded_and_closing_gives_space_back():
    space = SpoolSpace(10)
    one, other = space.open(0), space.open(0)
    one.write(b"123456")
    with pytest.raises(SpoolFull):
        other.write(b"12345")
    other.write(b"1234")
    assert space.held_bytes == 10
    one.close()
    assert (space.held_bytes, space.used_bytes) == (4, 4)
    other.write(b"567890")
    other.close()
    assert (space.held_bytes, space.used_bytes) == (0, 0)


async def test_what_is_expected_counts_until_there_is_more():
    space = SpoolSpace(100)
    spool = space.open(expected_bytes=5)
    assert (space.used_bytes, space.held_bytes) == (5, 0)
    spool.write(b"12345678")
    assert (space.used_bytes, space.held_bytes) == (8, 8)
    spool.close()
    assert space.used_bytes == 0


async def test_a_rest_ends_with_the_render(spool):
    resting = asyncio.create_task(spool.rest(60))
    await asyncio.sleep(0)
    spool.write(b"not yet")
    await asyncio.sleep(0)
    assert not resting.done()
    spool.finish()
    await asyncio.wait_for(resting, 1)
    await spool.rest(60)


async def test_a_rest_ends_by_itself(spool):
    await asyncio.wait_for(spool.rest(0.001), 1)
