"""The engine: segments side by side, each as alone; who leaves is gone at once."""

import asyncio
import sys
import time

import numpy as np
import pytest
import torch

from benchmarks.engines.random_xtts import small_vocoder
from models.engine import Sampling
from models.errors import DeadlineExceeded, EngineFailed, EngineUnavailable
from models.loading import load_engine
from models.xtts import XttsEngine
from tests.models.xtts.conftest import DEVICE, GREEDY, SLOTS, samples, segment, together, voice


def started(folder, **options):
    with small_vocoder():
        return XttsEngine(
            model=str(folder), **{"device": DEVICE, "precision": "float32", "slots": SLOTS, "guard": False, **options}
        )


@pytest.fixture(scope="module")
def engine(folder):
    engine = started(folder)
    yield engine
    engine.close()


@pytest.fixture
def speaking(engine, spoken, monkeypatch):
    """Voices named 0, 1, 2..., one for each of `spoken`."""
    monkeypatch.setattr(engine._model.speakers, "of", lambda voice: spoken[int(voice.speaker)].speaker)
    return engine


@pytest.fixture
def one_voice(engine, spoken, monkeypatch):
    monkeypatch.setattr(engine._model.speakers, "of", lambda _: spoken[0].speaker)
    return engine


def test_rows_of_a_full_engine_are_coquis(speaking, spoken):
    said = [samples(speaking, segment(row.text), voice(str(place))) for place, row in enumerate(spoken)]
    for made, row in zip(together(*said), spoken, strict=True):
        assert made.shape == row.samples.shape
        assert np.abs(made - row.samples).max() < 1e-4


def test_rows_that_join_one_by_one_are_coquis(speaking, spoken):
    async def later(place, row):
        await asyncio.sleep(0.02 * place)
        return await samples(speaking, segment(row.text), voice(str(place)))

    for made, row in zip(together(*(later(*row) for row in enumerate(spoken[:12]))), spoken, strict=False):
        assert made.shape == row.samples.shape
        assert np.abs(made - row.samples).max() < 1e-4


def test_a_seed_draws_the_same_alone_and_in_a_crowd(one_voice):
    said = [segment(f"Sentence number {n}.", seed=n, sampling=Sampling()) for n in range(24)]
    alone = [together(samples(one_voice, each, voice()))[0] for each in said[:6]]
    crowd = together(*(samples(one_voice, each, voice()) for each in said))
    for one, among in zip(alone, crowd, strict=False):
        assert one.shape == among.shape
        assert np.abs(one - among).max() < 1e-4
    assert len({len(each) for each in crowd}) > 5


def test_more_than_there_are_slots_wait_their_turn(folder, spoken, monkeypatch):
    few = started(folder, slots=3)
    monkeypatch.setattr(few._model.speakers, "of", lambda _: spoken[0].speaker)
    try:
        made = together(*(samples(few, segment(spoken[0].text), voice()) for _ in range(10)))
    finally:
        few.close()
    assert all(np.abs(each - spoken[0].samples).max() < 1e-4 for each in made)


def test_audio_comes_before_the_end(one_voice):
    """Rows of one engine: who is done is done, while others go on."""

    async def first(said):
        stream = one_voice.synthesize(said, voice())
        chunk = await anext(stream)
        at_work = one_voice.active
        await stream.aclose()
        return chunk, at_work

    ((chunk, at_work),) = together(
        first(segment("A much longer sentence is here, indeed.", seed=4, sampling=Sampling()))
    )
    assert 0.1 < chunk.duration_s <= 0.15
    assert chunk.sample_rate == 24000
    assert at_work == 1


def test_who_leaves_frees_the_slot_and_hurts_nobody(one_voice, spoken):
    async def leave():
        stream = one_voice.synthesize(segment("A much longer sentence is here, indeed.", sampling=Sampling()), voice())
        await anext(stream)
        await stream.aclose()

    async def run():
        others = [samples(one_voice, segment(spoken[0].text), voice()) for _ in range(4)]
        made, *_ = await asyncio.gather(asyncio.gather(*others), *(leave() for _ in range(8)))
        for _ in range(200):
            if not one_voice.active:
                return made
            await asyncio.sleep(0.01)
        raise AssertionError("slots are still taken")

    for each in asyncio.run(run()):
        assert np.abs(each - spoken[0].samples).max() < 1e-4


def test_half_the_rate_lasts_twice_as_long(one_voice):
    slow, plain = together(*(samples(one_voice, segment(rate=rate), voice()) for rate in (0.5, 1.0)))
    assert len(slow) == pytest.approx(2 * len(plain), rel=0.02)


def test_a_deadline_that_passed_is_told(one_voice):
    with pytest.raises(DeadlineExceeded):
        together(samples(one_voice, segment(deadline=time.time() - 1), voice()))


def test_a_text_that_is_too_long_is_refused_and_others_go_on(one_voice):
    async def both():
        return await asyncio.gather(
            samples(one_voice, segment("a " * 300), voice()),
            samples(one_voice, segment(), voice()),
            return_exceptions=True,
        )

    refused, made = asyncio.run(both())
    assert isinstance(refused, EngineFailed)
    assert "max_chars" in str(refused)
    assert len(made)


def test_what_the_model_raises_fails_its_rows_and_not_the_next(one_voice, monkeypatch):
    decoder = one_voice._model._decoder
    with monkeypatch.context() as broken:
        broken.setattr(decoder, "step", lambda rows: 1 // 0)
        with pytest.raises(EngineFailed, match="ZeroDivision"):
            together(samples(one_voice, segment(sampling=GREEDY), voice()))
    assert len(together(samples(one_voice, segment(), voice()))[0])


def test_it_is_loaded_by_its_name(folder):
    with small_vocoder():
        assert load_engine("xtts", {"model": str(folder), "slots": 2}).active == 0


def test_without_weights_it_says_how_to_get_them():
    with pytest.raises(EngineUnavailable, match="pull xtts_v2"):
        load_engine("xtts", {"model": "/nowhere"})


def test_without_the_extra_it_says_what_to_install(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "models.xtts.model", None)
    with pytest.raises(EngineUnavailable, match="make torch"):
        XttsEngine(model=str(folder))


def test_a_device_that_is_not_there_is_named(folder):
    with pytest.raises(EngineUnavailable, match="cuda:99"):
        started(folder, device="cuda:99")


def test_memory_that_does_not_hold_the_model_is_told_with_the_remedy(folder, monkeypatch):
    def refuse(*_):
        raise torch.OutOfMemoryError("Tried to allocate 9.00 GiB.")

    monkeypatch.setattr("models.xtts.model.Decoder", refuse)
    with pytest.raises(EngineUnavailable, match=r"9\.00 GiB.*fewer `slots`"):
        started(folder)
