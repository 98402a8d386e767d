"""The loop: who goes astray is begun anew, once, and only if nobody has heard it."""

import asyncio

import numpy as np
import pytest
import torch

from models.batcher import Batcher
from models.engine import Sampling
from models.errors import EngineFailed
from models.xtts.guard import NONE, Bounds
from models.xtts.loop import Line
from tests.models.xtts.conftest import GREEDY, SLOTS, segment, spoken_by


class Speaking:
    """The model's loop under a batcher, for lines with bounds of our own."""

    def __init__(self, model):
        self.model = model
        self.batcher = Batcher(lambda works: model.loop.run(works, self.batcher.more), max_rows=SLOTS, max_cost=1e9)

    def say(self, *asked):
        return asyncio.run(self._say(asked))

    async def _say(self, asked):
        return await asyncio.gather(*(self._samples(*each) for each in asked))

    async def _samples(self, row, bounds, seed=0, sampling=GREEDY):
        line = Line(
            segment(row.text, seed=seed, sampling=sampling), row.speaker, spoken_by(self.model, row).prompt, bounds
        )
        chunks = self.batcher.submit(line, size=1, lane="interactive", deadline=None)
        return np.concatenate([chunk.samples async for chunk in chunks]) / 32767


@pytest.fixture
def speaking(model):
    speaking = Speaking(model)
    yield speaking
    speaking.batcher.close()


@pytest.fixture
def retried(model, monkeypatch):
    counted = []
    monkeypatch.setattr(model.loop, "retried", lambda: counted.append(1))
    return lambda: len(counted)


class Scarce:
    """A device whose memory holds so many rows of a part at a time, and refuses more as torch does."""

    def __init__(self, part, holds):
        self.part, self.holds, self.refused = part, holds, 0

    def __call__(self, first, *rest):
        rows = rest[0] if rest else first
        if len(rows) > self.holds:
            self.refused += 1
            raise torch.OutOfMemoryError("Tried to allocate 2.00 GiB.")
        return self.part(first, *rest)


def test_rows_that_memory_does_not_hold_at_once_are_spoken_in_halves(speaking, spoken, model, monkeypatch):
    begin, speak = Scarce(model._decoder.enter, 3), Scarce(model.loop._vocoder.speak, 2)
    monkeypatch.setattr(model._decoder, "enter", begin)
    monkeypatch.setattr(model.loop._vocoder, "speak", speak)
    rows = spoken[:16]
    for made, row in zip(speaking.say(*((row, NONE) for row in rows)), rows, strict=True):
        assert np.abs(made - row.samples).max() < 1e-4
    assert begin.refused
    assert speak.refused


def test_a_row_that_memory_does_not_hold_alone_fails_alone(speaking, spoken, model, monkeypatch):
    long = next(row for row in spoken if row.codes == 57)
    speak = model.loop._vocoder.speak

    def refuses_the_long(windows):
        if any(window.end > 100 for window in windows):
            raise torch.OutOfMemoryError("Tried to allocate 2.00 GiB.")
        return speak(windows)

    monkeypatch.setattr(model.loop._vocoder, "speak", refuses_the_long)
    short = next(row for row in spoken if row.codes < 20)

    async def both():
        asked = [(long, NONE), (short, NONE)]
        return await asyncio.gather(*(speaking._samples(*each) for each in asked), return_exceptions=True)

    failed, made = asyncio.run(both())
    assert isinstance(failed, EngineFailed)
    assert "2.00 GiB" in str(failed)
    assert np.abs(made - short.samples).max() < 1e-4


def test_a_line_within_its_bounds_is_left_alone(speaking, spoken, retried):
    row = spoken[0]
    (made,) = speaking.say((row, Bounds(row.codes, row.codes + 1, held=True)))
    assert np.abs(made - row.samples).max() < 1e-4
    assert retried() == 0


def test_what_babbles_is_begun_anew_with_another_seed(speaking, spoken, retried):
    """Where one seed draws too long a row, what comes is what the next seed draws."""
    row, chance = spoken[0], Sampling()
    lengths = {seed: speaking.say((row, NONE, seed, chance))[0] for seed in range(12)}
    seed = next(seed for seed in range(11) if len(lengths[seed + 1]) < len(lengths[seed]))
    most = -(-len(lengths[seed]) * 22050 // (1024 * 24000))
    (made,) = speaking.say((row, Bounds(0, most, held=True), seed, chance))
    assert retried() == 1
    np.testing.assert_allclose(made, lengths[seed + 1], atol=1e-4)


def test_what_ends_at_once_is_begun_anew_too(speaking, spoken, retried):
    row = next(row for row in spoken if row.codes < 8)
    speaking.say((row, Bounds(row.codes + 1, 1000, held=False)))
    assert retried() == 1


def test_what_was_heard_is_cut_off(speaking, spoken, retried):
    row = next(row for row in spoken if row.codes == 57)
    (made,) = speaking.say((row, Bounds(0, 30, held=False)))
    assert retried() == 0
    assert len(made) < len(row.samples)
    # The last frames are those of a row that ends there; all before them are as they were.
    assert np.abs(made[:-20_000] - row.samples[: len(made) - 20_000]).max() < 1e-4


def test_the_second_try_is_the_last(speaking, spoken, retried):
    row = next(row for row in spoken if row.codes == 57)
    (made,) = speaking.say((row, Bounds(0, 5, held=True)))
    assert retried() == 1
    assert len(made) == pytest.approx(5 * 1024 * 24000 / 22050, rel=0.05)


def test_rows_beside_one_that_is_begun_anew_do_not_notice(speaking, spoken, retried):
    rows = spoken[:8]
    asked = [(row, Bounds(0, 5, held=True) if place in (0, 3) else NONE) for place, row in enumerate(rows)]
    for place, made in enumerate(speaking.say(*asked)):
        if place not in (0, 3):
            assert np.abs(made - rows[place].samples).max() < 1e-4
    assert retried() == 2
