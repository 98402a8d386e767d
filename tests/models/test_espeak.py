"""eSpeak NG, spoken for real."""

import asyncio
import os
import signal
import sys
import time
from contextlib import aclosing

import espeakng_loader
import langcodes
import numpy as np
import psutil
import pytest

from models import espeak_process
from models.engine import Segment
from models.errors import DeadlineExceeded, EngineFailed, EngineUnavailable
from models.espeak import SAMPLE_RATE, EspeakEngine
from models.voice import Voice, Voices

pytestmark = pytest.mark.cluster

VOICES = Voices.built_in({"espeak"})
VOICE, FEMALE = VOICES["espeak"], VOICES["espeak-f"]
FOX = "The quick brown fox jumps over the lazy dog, and then it sleeps for a very long time."
ENDLESS = "Again and again and again. " * 3000


@pytest.fixture
def engine():
    return EspeakEngine()


async def speak(engine: EspeakEngine, text: str, voice: Voice = VOICE, **fields) -> np.ndarray:
    segment = Segment(text=text, **{"language": "en-us", **fields})
    return np.concatenate(
        [np.empty(0, np.int16), *[chunk.samples async for chunk in engine.synthesize(segment, voice)]]
    )


async def copies_are_gone(engine: EspeakEngine) -> bool:
    process = psutil.Process(engine._process.pid)
    for _ in range(200):
        if not process.children():
            return True
        await asyncio.sleep(0.01)
    return False


async def test_chunks_are_120_ms_of_the_voices_rate(engine):
    chunks = [chunk async for chunk in engine.synthesize(Segment(text=FOX, language="en-us"), VOICE)]
    assert {chunk.sample_rate for chunk in chunks} == {VOICE.sample_rate} == {SAMPLE_RATE}
    assert {len(chunk.samples) for chunk in chunks[:-1]} == {2646}
    assert chunks[0].samples.dtype == np.int16
    assert 4 < sum(chunk.duration_s for chunk in chunks) < 6


async def test_nothing_spoken_before_changes_what_is_spoken(engine):
    first = await speak(engine, FOX)
    await speak(engine, "Guten Tag, was kostet das?", FEMALE, language="de", rate=3.1, seed=4)
    async with aclosing(engine.synthesize(Segment(text=ENDLESS, language="en-us", rate=4.0), VOICE)) as chunks:
        await anext(chunks)
    assert np.array_equal(first, await speak(engine, FOX))
    assert np.array_equal(first, await speak(EspeakEngine(), FOX))
    assert not np.array_equal(first, await speak(engine, FOX, FEMALE))


@pytest.mark.parametrize("voice", list(VOICES), ids=lambda voice: voice.id)
async def test_with_its_gain_a_voice_is_as_loud_as_every_other(engine, voice):
    text = "Please call me back tomorrow at half past nine. The quick brown fox jumps over the lazy dog, if it can."
    speech = await speak(engine, text, voice)
    from pyloudnorm import Meter  # noqa: PLC0415  two seconds, even where this test is not wanted

    lufs = Meter(SAMPLE_RATE).integrated_loudness(speech / 32768) + voice.gain_db
    assert lufs == pytest.approx(-20, abs=1)


@pytest.mark.parametrize("rate", [0.25, 0.4, 0.457, 0.5, 0.8, 1.25, 2.0, 2.55, 2.6, 4.0])
async def test_rate_divides_the_duration(engine, rate):
    expected = len(await speak(engine, FOX)) / rate
    assert len(await speak(engine, FOX, rate=rate)) == pytest.approx(expected, rel=0.06)


@pytest.mark.parametrize("language", ["en-us", "en-gb", "fr-fr", "cmn", "yue", "hi", "ar", "ru", "ja", "el"])
async def test_speaks_many_scripts(engine, language):
    samples = await speak(engine, "1 2 3", language=language)
    assert len(samples) > SAMPLE_RATE / 4
    assert np.abs(samples).max() > 3000


async def test_refuses_a_language_that_it_does_not_have(engine):
    with pytest.raises(EngineFailed, match="tlh"):
        await speak(engine, FOX, language="tlh")


@pytest.mark.parametrize("text", ["", "...", "   ", "\n"])
async def test_a_text_without_words_ends_cleanly(engine, text):
    assert len(await speak(engine, text)) < SAMPLE_RATE / 10


async def test_text_is_never_a_command(engine):
    plain = await speak(engine, "hello")
    assert len(await speak(engine, "<speak>hello</speak>")) > 2 * len(plain), "its markup is read out"
    assert len(await speak(engine, "[[h@l'oU]]")) > 2 * len(plain), "its phonemes are read out"
    assert np.array_equal(await speak(engine, "\x01200S hello"), await speak(engine, " 200S hello"))
    assert np.array_equal(await speak(engine, "hello\0"), await speak(engine, "hello "))


async def test_callers_at_once_get_their_own_audio(engine):
    texts = [f"This is caller number {number}." for number in range(10)]
    alone = [await speak(engine, text) for text in texts]
    together = await asyncio.gather(*[speak(engine, text) for text in texts])
    assert all(np.array_equal(one, other) for one, other in zip(alone, together, strict=True))
    assert engine.active == 0


async def test_closing_early_frees_the_slot_and_stops_the_process():
    engine = EspeakEngine(slots=1)
    chunks = engine.synthesize(Segment(text=ENDLESS, language="en-us"), VOICE)
    await anext(chunks)
    assert engine.active == 1
    await chunks.aclose()
    assert engine.active == 0
    assert await copies_are_gone(engine)
    assert len(await speak(engine, FOX))


async def test_a_listener_who_is_slow_holds_no_slot():
    engine = EspeakEngine(slots=1)
    async with aclosing(engine.synthesize(Segment(text=FOX * 4, language="en-us"), VOICE)) as chunks:
        await anext(chunks)
        assert len(await asyncio.wait_for(speak(engine, FOX), 10))


async def test_cancelled_or_late_while_waiting_is_never_started(monkeypatch):
    engine, asked = EspeakEngine(slots=1), []
    copy = engine._copy
    monkeypatch.setattr(engine, "_copy", lambda request: asked.append(request["text"]) or copy(request))
    async with engine._slots.hold(None):
        cancelled = asyncio.create_task(speak(engine, "cancelled"))
        next_one = asyncio.create_task(speak(engine, "next"))
        await asyncio.sleep(0.01)
        with pytest.raises(DeadlineExceeded):
            await speak(engine, "late", deadline=time.time() + 0.02)
        cancelled.cancel()
    await next_one
    with pytest.raises(DeadlineExceeded):
        await speak(engine, "too late", deadline=time.time() - 1)
    assert asked == ["next"]
    assert cancelled.cancelled()


async def test_a_crash_fails_its_segment_and_no_other(engine):
    async with aclosing(engine.synthesize(Segment(text=ENDLESS, language="en-us"), VOICE)) as chunks:
        await anext(chunks)
        (copy,) = psutil.Process(engine._process.pid).children()
        copy.kill()
        with pytest.raises(EngineFailed, match="died"):
            async for _ in chunks:
                pass
    os.kill(engine._process.pid, signal.SIGKILL)
    engine._process.wait()
    assert len(await speak(engine, FOX)), "it starts another"


async def test_the_process_ends_with_its_engine():
    engine = EspeakEngine()
    await speak(engine, "hello")
    pid = engine._process.pid
    del engine
    assert not psutil.pid_exists(pid)


def test_without_the_extra_it_is_unavailable(monkeypatch):
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(EngineUnavailable, match='extra "espeak"'):
        EspeakEngine()


def test_the_voices_list_what_the_library_speaks():
    library = espeak_process.load(espeakng_loader.get_library_path(), espeakng_loader.get_data_path())
    offered = set(espeak_process.voice_names(library))
    assert set(VOICE.languages) <= offered
    assert VOICE.languages == FEMALE.languages
    names_of_files = {"en", "fr", "en-us-nyc", "vi-vn-x-central", "vi-vn-x-south", "yue-latn-jyutping"}
    without_dictionary = {"fo", "kaa", "xex"}
    left_out = {tag for tag in offered - set(VOICE.languages) if "qaaa" not in tag}
    assert left_out <= names_of_files | without_dictionary
    assert all(langcodes.Language.get(tag) for tag in VOICE.languages)
