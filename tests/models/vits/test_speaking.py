"""Batches on their way, with models that really run out of memory."""

import asyncio
import logging

import numpy as np
import pytest
import torch

from models.errors import EngineFailed
from models.vits.model import Model, Row
from models.vits.speaking import Line, spoken
from models.work import Work

ROWS = [Row(symbols=list(range(2, 12 + 7 * n)), speaker=0, rate=1, seed=n) for n in range(7)]


class Abreast(Model):
    """A model that makes the samples of all rows together, as on a GPU."""

    def __init__(self, model: Model):
        self.__dict__ |= model.__dict__

    def side_by_side(self, rows):
        return [rows]


class Small(Abreast):
    """On a device that holds so many rows at each of its three steps, and one row never."""

    def __init__(self, model: Model, read=99, lay_out=99, sound=99, never=None):
        super().__init__(model)
        self._most, self._never, self.refused = {"read": read, "lay_out": lay_out, "sound": sound}, never, 0

    def _check(self, step, rows):
        if len(rows) > self._most[step] or self._never in rows:
            self.refused += 1
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")

    def priors(self, rows):
        self._check("read", rows)
        return super().priors(rows)

    def latents(self, rows, priors):
        self._check("lay_out", rows)
        return super().latents(rows, priors)

    def samples(self, rows, frames, start, end):
        self._check("sound", rows if start else rows[:1])  # only when all have emitted something
        return super().samples(rows, frames, start, end)


def works(model: Model, rows=ROWS) -> list[Work]:
    return [Work(Line(model, row)) for row in rows]


async def news(work: Work) -> list:
    """All that it told: samples, then how it ended."""
    await asyncio.sleep(0)
    told = [work.news.get_nowait() for _ in range(work.news.qsize())]
    return [*[chunk.samples for chunk in told[:-1]], told[-1].error]


async def samples(model: Model, rows=ROWS) -> list[np.ndarray]:
    batch = works(model, rows)
    for _ in spoken(batch):
        pass
    told = [await news(work) for work in batch]
    assert [each[-1] for each in told] == [None] * len(rows)
    return [np.concatenate(each[:-1]) for each in told]


@pytest.fixture(params=["one by one", "abreast"])
def model(models, request) -> Model:
    return Abreast(models["speakers"]) if request.param == "abreast" else models["stochastic"]


async def test_a_row_is_complete_and_as_it_is_alone(model):
    together = await samples(model)
    for row, made in zip(ROWS, together, strict=True):
        (alone,) = await samples(model, [row])
        assert len(made) == model.priors([row])[0].frames * model.hop
        assert np.abs(made.astype(int) - alone).max() <= 3  # 1e-4 of full scale


@pytest.mark.parametrize("step", ["read", "lay_out", "sound"])
@pytest.mark.parametrize("most", [1, 3])
async def test_what_memory_does_not_hold_goes_on_in_halves_and_nothing_is_lost(models, step, most, caplog):
    model = models["stochastic"]
    wanted, small = await samples(model), Small(model, **{step: most})
    with caplog.at_level(logging.WARNING):
        made = await samples(small)
    assert small.refused
    assert "rows, which goes on in halves" in caplog.text
    for row, other in zip(made, wanted, strict=True):
        assert row.shape == other.shape
        assert np.abs(row.astype(int) - other).max() <= 3


@pytest.mark.parametrize("never", [ROWS[2], ROWS[6]])
async def test_a_row_that_never_fits_fails_alone_and_says_why(models, never):
    small = Small(models["stochastic"], never=never)
    batch = works(small)
    for _ in spoken(batch):
        pass
    for work in batch:
        told = await news(work)
        if work.item.row is never:
            assert isinstance(told[-1], EngineFailed)
            assert "memory does not hold it: CUDA out of memory. Tried to allocate 2.00 GiB" in str(told[-1])
        else:
            assert told[-1] is None
            assert sum(map(len, told[:-1])) == small.priors([work.item.row])[0].frames * small.hop


async def test_a_cancelled_row_drops_out_between_windows_and_the_last_one_ends_the_batch(model, monkeypatch):
    rows = []
    samples = model.samples
    monkeypatch.setattr(
        model, "samples", lambda all_rows, *rest: (rows.append(len(all_rows)), samples(all_rows, *rest))[1]
    )
    long = [Row(symbols=ROWS[6].symbols * 4, speaker=0, rate=0.5, seed=n) for n in range(3)]
    batch = works(model, long)
    turns = spoken(batch)
    next(turns)
    batch[1].cancelled = True
    next(turns)
    batch[0].cancelled = batch[2].cancelled = True
    assert next(turns, "end") == "end"
    assert rows == ([3, 2] if isinstance(model, Abreast) or model.ahead else [1] * 5)


async def test_nobody_listens_any_more(model):
    batch = works(model)
    for work in batch:
        work.cancelled = True
    assert list(spoken(batch)) == []


async def test_a_row_gone_wrong_fails_alone(model, monkeypatch):
    monkeypatch.setattr("models.vits.speaking.LONGEST_S", 1.0)
    batch = works(model, [ROWS[0], ROWS[6]])
    for _ in spoken(batch):
        pass
    assert (await news(batch[0]))[-1] is None
    assert "more than 1.0 seconds" in str((await news(batch[1]))[-1])


async def test_all_are_heard_before_any_is_complete(model):
    batch = works(model, [Row(symbols=ROWS[6].symbols * 6, speaker=0, rate=1, seed=n) for n in range(4)])
    turns = spoken(batch)
    for _ in range(1 + model.ahead):
        next(turns)
    await asyncio.sleep(0)
    assert all(work.news.qsize() and not work.ended for work in batch)
    assert len(list(model.windows(model.priors([batch[0].item.row])[0].frames))) > 1
