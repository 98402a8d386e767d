"""Resume: a stream that dies is started again, and nobody hears it."""

from collections.abc import AsyncGenerator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.resume import TRIES, resume


class Lost(Exception):
    pass


def cut(item: bytes, size: int) -> bytes:
    return item[size:]


class Source:
    """The same bytes each time; attempt n sends pieces of `sizes[n]` and dies after `deaths[n]` of them."""

    def __init__(self, data: bytes, deaths: list[int], sizes: list[int]) -> None:
        self.data, self.deaths, self.sizes = data, deaths, sizes
        self.attempts = 0

    async def start(self) -> AsyncGenerator[bytes, None]:
        attempt, self.attempts = self.attempts, self.attempts + 1
        size = self.sizes[attempt % len(self.sizes)]
        pieces = [self.data[at : at + size] for at in range(0, len(self.data), size)]
        for n, piece in enumerate(pieces):
            self.die(attempt, n)
            yield piece
        self.die(attempt, len(pieces))

    def die(self, attempt: int, sent: int) -> None:
        if attempt < len(self.deaths) and self.deaths[attempt] == sent:
            raise Lost


async def read(source: Source) -> list[bytes]:
    return [item async for item in resume(source.start, len, cut, Lost)]


@given(
    data=st.binary(max_size=12),
    deaths=st.lists(st.integers(0, 12), max_size=TRIES - 1),
    sizes=st.lists(st.integers(1, 5), min_size=TRIES, max_size=TRIES),
)
async def test_dying_anywhere_leaves_neither_gap_nor_repeat(data, deaths, sizes):
    got = await read(Source(data, deaths, sizes))
    assert b"".join(got) == data
    assert b"" not in got


@pytest.mark.parametrize("sent", [0, 2])
async def test_it_gives_up_in_the_end_and_delivers_what_there_was(sent):
    source, got = Source(b"abcdef", [sent] * 99, [1]), []
    with pytest.raises(Lost):  # noqa: PT012 - after some items
        async for item in resume(source.start, len, cut, Lost):
            got.append(item)  # noqa: PERF401 - what came before the error counts
    assert source.attempts == TRIES
    assert b"".join(got) == b"abcdef"[:sent]


async def test_other_errors_are_the_callers():
    async def start() -> AsyncGenerator[bytes, None]:
        yield b"a"
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        [item async for item in resume(start, len, cut, Lost)]


async def test_items_without_length_are_passed_on_each_time():
    attempts = iter([True, False])

    async def start() -> AsyncGenerator[bytes, None]:
        dying = next(attempts)
        yield b""
        yield b"ab"
        if dying:
            raise Lost
        yield b"c"

    assert [item async for item in resume(start, len, cut, Lost)] == [b"", b"ab", b"", b"c"]


async def test_leaving_early_closes_the_source():
    closed = []

    async def start() -> AsyncGenerator[bytes, None]:
        try:
            yield b"a"
            yield b"b"
        finally:
            closed.append(True)

    items = resume(start, len, cut, Lost)
    await anext(items)
    await items.aclose()
    assert closed == [True]
