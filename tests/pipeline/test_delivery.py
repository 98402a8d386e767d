"""Delivery: audio becomes an object once, with its true length, and half of it is nothing."""

import asyncio
import io
import wave
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import av
import pytest

from cache.folder import FolderObjects
from cache.memory import MemoryStore
from models.errors import EngineFailed
from models.fake import FakeEngine
from pipeline.delivery import Delivered, Deliveries
from pipeline.frames import Finished, Started
from pipeline.joining import Renders
from pipeline.kept import Responses
from pipeline.spec import RenderSpec
from pipeline.spool import SpoolSpace

TEXT = "The first sentence, of some length. The second one is longer than that, by a few words."


@pytest.fixture
def objects(tmp_path: Path) -> FolderObjects:
    return FolderObjects(tmp_path / "objects")


@pytest.fixture
def deliver(objects, frames_of) -> Callable[[RenderSpec], Awaitable[Delivered]]:
    """What the API does."""
    make_frames = frames_of(FakeEngine(faults={"Crack": "fail_late"}))
    renders = Renders(make_frames, SpoolSpace(2**26), Responses(MemoryStore(0), ttl_s=1, max_bytes=0))

    async def run(spec: RenderSpec) -> Delivered:
        async with renders.start(spec, 0, lambda: None) as listener:
            return await Deliveries(objects).deliver(spec, listener)

    return run


class Ended:
    """A source that is at its end already."""

    def __init__(self, *, cacheable: bool = True) -> None:
        self.started = Started("fake", 24000, fallback=False)
        self.finished = Finished(1.0, 5, 1, 0, 0, cacheable=cacheable)

    async def read(self) -> bytes:
        return b""


@pytest.mark.parametrize("name", ["mp3", "opus", "aac", "flac", "wav", "pcm"])
async def test_what_was_delivered_is_found(objects, deliver, make_spec, name):
    spec = make_spec(TEXT, name)
    assert await Deliveries(objects).find(spec) is None
    delivered = await deliver(spec)
    assert delivered.characters == len(TEXT)
    assert (delivered.voice, delivered.engine, delivered.format) == ("fake", "fake", name)
    assert len(await objects.get(delivered.key)) == delivered.size_bytes
    assert await Deliveries(objects).find(spec) == replace(delivered, cached=True)
    assert await Deliveries(objects).find(replace(spec, seed=7)) is None
    assert await Deliveries(objects).find(replace(spec, cache="renew")) is None
    assert (await objects.about(delivered.key)).content_type == spec.audio.content_type


async def test_stored_wav_and_flac_know_their_length(objects, deliver, make_spec):
    wav = await deliver(make_spec(TEXT, "wav"))
    with wave.open(io.BytesIO(await objects.get(wav.key))) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(wav.duration_s)
    flac = await deliver(make_spec(TEXT, "flac"))
    with av.open(io.BytesIO(await objects.get(flac.key))) as container:
        assert container.duration / av.time_base == pytest.approx(flac.duration_s, abs=1e-5)
        samples = sum(frame.samples for frame in container.decode(audio=0))
        assert samples / container.streams.audio[0].rate == pytest.approx(flac.duration_s)


@pytest.mark.parametrize("cache", ["off", "use"])
async def test_what_may_not_be_an_answer_again_has_a_key_of_its_own(objects, make_spec, cache):
    spec = make_spec("Hello.", cache=cache)
    one, other = [await Deliveries(objects).deliver(spec, Ended(cacheable=cache == "off")) for _ in range(2)]
    assert one.key != other.key
    assert await Deliveries(objects).find(replace(spec, cache="use")) is None


async def test_a_render_that_fails_leaves_no_object(objects, deliver, make_spec):
    with pytest.raises(EngineFailed):
        await deliver(make_spec(f"{TEXT} Crack."))
    assert await objects.list("audio/") == {}


async def test_who_leaves_early_leaves_no_object(objects, deliver, make_spec, tmp_path):
    delivering = asyncio.create_task(deliver(make_spec(TEXT * 20, "flac")))
    while not list((tmp_path / "objects").rglob("*")):  # noqa: ASYNC110
        await asyncio.sleep(0)
    delivering.cancel()
    await asyncio.wait([delivering])
    assert not [path for path in (tmp_path / "objects").rglob("*") if path.is_file()]


async def test_an_object_that_does_not_tell_is_made_anew(objects, make_spec):
    spec = make_spec("Hello.", "mp3")
    await objects.put(f"audio/{spec.key}.mp3", b"?", "audio/mpeg", {"voice": "fake"})
    assert await Deliveries(objects).find(spec) is None
