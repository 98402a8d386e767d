"""Synthesizer: an engine that is there or says why not, with its default voice loaded."""

import asyncio
import hashlib
import shutil
from math import inf
from pathlib import Path

import numpy as np
import pytest
import yaml

from cache.folder import FolderObjects
from deployments.settings import Settings
from deployments.synthesizer import Synthesizer
from models.cloning import cloned_voice
from models.engine import Segment
from models.errors import EngineFailed, EngineUnavailable
from models.fake import tone
from models.voice import Voices
from pipeline.load import Load

VOICES = Path(__file__).parents[1] / "models" / "voices"
HELLO = Segment(text="Hello there, everyone.", language="en-us")


@pytest.fixture
def solo(monkeypatch, tmp_path):
    """Makes `solo` the default voice of an engine; its file need not be there yet."""
    monkeypatch.setenv("DECLAIM_HOME", str(tmp_path))
    folder = tmp_path / "voices"
    folder.mkdir()
    about = {"id": "solo", "name": "Solo", "engine": "piper", "revision": "1", "languages": ["en-us"]}
    numbers = {"sample_rate": 22050, "gain_db": 0, "max_chars": 400, "licence": "Apache-2.0", "model": "solo.onnx"}
    (folder / "solo.yaml").write_text(yaml.safe_dump(about | numbers))
    return folder


def copy(folder: Path) -> None:
    for name in ("solo.onnx", "solo.onnx.json"):
        shutil.copy(VOICES / name, folder)


def made(engine: str = "piper") -> Synthesizer:
    return Synthesizer(engine, Settings(engines={engine: {}}, default_voice="solo"))


@pytest.mark.cluster
async def test_the_default_voice_is_loaded_before_the_first_call(solo):
    copy(solo)
    synthesizer = made()
    voice = Voices.known({"piper"}, solo)["solo"]
    shutil.rmtree(solo)
    _, *chunks, _ = [item async for message in synthesizer.synthesize(HELLO, voice) for item in message]
    assert np.concatenate([chunk.samples for chunk in chunks]).any()


@pytest.mark.cluster
async def test_a_default_voice_that_cannot_load_is_told_and_tried_again(solo):
    synthesizer = made()
    with pytest.raises(EngineUnavailable, match=r"solo\.onnx"):
        await synthesizer.ready()
    copy(solo)
    await synthesizer.ready()


async def test_the_default_voice_of_another_engine_is_not_its_matter(solo):
    await made("fake").ready()


async def test_a_cloned_voice_is_spoken_with_its_clip_from_the_object_store(solo, tmp_path):
    clip = b"a clip"
    await FolderObjects(tmp_path / "objects").put("clips/anna-1.flac", clip)
    anna = cloned_voice("fake", "anna", "Anna", "clips/anna-1.flac", hashlib.sha256(clip).hexdigest())
    _, chunk, *_ = [item async for message in made("fake").synthesize(HELLO, anna) for item in message]
    assert np.array_equal(chunk.samples, tone(HELLO, 24000, clip)[: len(chunk.samples)])


async def test_without_its_clip_it_is_not(solo):
    anna = cloned_voice("fake", "anna", "Anna", "clips/anna-1.flac", "a" * 64)
    with pytest.raises(EngineUnavailable, match="the clip of voice 'anna'"):
        _ = [item async for message in made("fake").synthesize(HELLO, anna) for item in message]


async def test_an_engine_that_is_not_there_says_so_to_everyone(solo):
    synthesizer = Synthesizer("none", Settings(engines={"none": {}}, default_voice="solo"))
    with pytest.raises(EngineUnavailable, match="no such engine"):
        await synthesizer.ready()
    with pytest.raises(EngineUnavailable, match="no such engine"):
        await anext(synthesizer.synthesize(HELLO, Voices.built_in({"espeak"})["espeak"]))


FAKE = Voices.built_in({"fake"})["fake"]


def tones(**options: object) -> Synthesizer:
    return Synthesizer("fake", Settings(engines={"fake": options}, default_voice="fake"))


async def test_the_load_is_the_first_and_the_last_that_is_said():
    first, *chunks, last = [item async for message in tones().synthesize(HELLO, FAKE) for item in message]
    assert (first, last) == (Load(0, inf), Load(0, inf))
    assert sum(chunk.duration_s for chunk in chunks) == pytest.approx(len(HELLO.text) / 15, abs=0.001)


async def test_it_is_said_before_the_engine_says_anything_and_counts_what_waits():
    synthesizer = tones(slots=1, faults={"Hello": "hang"})
    streams = [synthesizer.synthesize(HELLO, FAKE) for _ in range(3)]
    heard = [(await anext(stream))[0].queued_audio_s for stream in streams]
    assert heard == [0, 0, pytest.approx(2 * len(HELLO.text) / 15)]
    for stream in streams:
        await stream.aclose()
    assert (await anext(synthesizer.synthesize(HELLO, FAKE)))[0].queued_audio_s == 0


async def test_autoscaling_is_told_of_what_waits_and_what_was_accepted():
    synthesizer = tones(slots=1, faults={"Hello": "hang"})
    streams = [synthesizer.synthesize(HELLO, FAKE) for _ in range(3)]
    for stream in streams:
        await anext(stream)
    waiting = [asyncio.ensure_future(anext(stream)) for stream in streams]
    await asyncio.sleep(0)
    report = synthesizer.record_autoscaling_stats()
    assert report["pending_audio_s"] == report["accepted_audio_s"] == pytest.approx(3 * len(HELLO.text) / 15)
    assert all(isinstance(value, float | int) for value in report.values())  # or Ray Serve asks no more
    for each in waiting:
        each.cancel()


async def test_an_engine_that_is_not_there_has_nothing_to_do():
    report = Synthesizer("none", Settings(engines={"none": {}}, default_voice="fake")).record_autoscaling_stats()
    assert set(report.values()) == {0}


async def test_whatever_an_engine_raises_is_its_failure(caplog):
    with pytest.raises(EngineFailed, match="MemoryError"):
        async for _ in tones(faults={"Hello": "oom"}).synthesize(HELLO, FAKE):
            pass
