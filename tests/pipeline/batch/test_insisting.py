"""Insisting: a store that is away is waited for, and nothing else."""

import pytest

from cache.errors import ObjectsUnavailable, QueueUnavailable
from pipeline.batch import insisting
from pipeline.batch.insisting import insist


async def test_until_it_is_done(monkeypatch):
    pauses: list[float] = []

    async def sleep(pause_s: float) -> None:
        pauses.append(pause_s)

    monkeypatch.setattr(insisting, "sleep", sleep)
    ends = iter([ObjectsUnavailable("a"), QueueUnavailable("b"), *[ObjectsUnavailable("c")] * 6])

    async def work() -> str:
        if (error := next(ends, None)) is not None:
            raise error
        return "done"

    assert await insist(work) == "done"
    assert pauses == [0.25, 0.5, 1, 2, 4, 5, 5, 5]


async def test_what_else_goes_wrong_is_raised():
    async def work() -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        await insist(work)
