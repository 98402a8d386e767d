"""Clips of cloned voices as files of the node."""

import asyncio
import hashlib
import os
import time
from pathlib import Path

import pytest

from cache.folder import FolderObjects
from deployments.clips import UNUSED_S, Clips
from models.cloning import cloned_voice
from models.errors import EngineUnavailable
from models.voice import Voice, Voices

CLIP = b"a clip"


@pytest.fixture
def objects(tmp_path: Path) -> FolderObjects:
    return FolderObjects(tmp_path / "objects")


@pytest.fixture
def clips(objects: FolderObjects, tmp_path: Path) -> Clips:
    return Clips(objects, tmp_path / "clips")


@pytest.fixture
async def anna(objects: FolderObjects) -> Voice:
    await objects.put("clips/anna-1.flac", CLIP)
    return cloned_voice("fake", "anna", "Anna", "clips/anna-1.flac", hashlib.sha256(CLIP).hexdigest())


def content(voice: Voice) -> bytes:
    return Path(voice.reference).read_bytes()


async def test_the_engine_gets_a_path_and_the_clip_is_fetched_once(clips, objects, anna):
    local = await clips.local(anna)
    await objects.delete(anna.reference)
    assert await clips.local(anna) == local
    assert content(local) == CLIP
    assert local.model_copy(update={"reference": anna.reference}) == anna


async def test_a_voice_without_a_clip_or_with_one_of_its_own_stays(clips):
    fake = Voices.built_in({"fake"})["fake"]
    assert await clips.local(fake) is fake
    own = fake.model_copy(update={"reference": "/home/me/clip.wav", "reference_sha256": "a" * 64})
    assert await clips.local(own) is own


async def test_a_clip_that_is_gone_or_another_one_is_not_spoken_with(clips, objects, anna, tmp_path):
    await objects.put(anna.reference, b"another clip")
    with pytest.raises(EngineUnavailable, match="not the one"):
        await clips.local(anna)
    await objects.delete(anna.reference)
    with pytest.raises(EngineUnavailable, match="'anna' cannot be had"):
        await clips.local(anna)
    assert not (tmp_path / "clips").exists()


async def test_many_at_once_get_it_whole(clips, anna, tmp_path):
    found = await asyncio.gather(*(clips.local(anna) for _ in range(20)))
    assert set(map(content, found)) == {CLIP}
    assert len(list((tmp_path / "clips").iterdir())) == 1


async def test_copies_that_nobody_used_for_a_day_go(clips, objects, anna, tmp_path):
    old = Path((await clips.local(anna)).reference)
    os.utime(old, (time.time() - UNUSED_S - 60,) * 2)
    used = await clips.local(anna)
    assert used.reference == str(old)
    assert time.time() - os.stat(old).st_mtime < 60  # noqa: PTH116
    os.utime(old, (time.time() - UNUSED_S - 60,) * 2)
    await objects.put("clips/bob-1.flac", b"bob")
    bob = await clips.local(cloned_voice("fake", "bob", "Bob", "clips/bob-1.flac", hashlib.sha256(b"bob").hexdigest()))
    assert [path.name for path in (tmp_path / "clips").iterdir()] == [Path(bob.reference).name]


async def test_a_folder_that_cannot_be_written_says_so(objects, anna, tmp_path):
    (tmp_path / "clips").touch()
    with pytest.raises(EngineUnavailable, match="clips"):
        await Clips(objects, tmp_path / "clips").local(anna)
