"""Cloned voices in the object store, seen by several replicas."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from cache.errors import ObjectMissing, ObjectsUnavailable
from cache.folder import FolderObjects
from cache.objects import Listed
from models.cloning import cloned_voice
from models.voice import Voice
from pipeline.clones import Clones, key_of, new_reference, stored
from pipeline.errors import CloneNotFound, NameTaken


def voice(voice_id: str, clip: bytes = b"clip") -> Voice:
    return cloned_voice("fake", voice_id, voice_id.title(), new_reference(voice_id), clip.hex().ljust(64, "0"))


@pytest.fixture
def replica(tmp_path: Path) -> Callable[[], Clones]:
    """Another one, over the same store."""
    return lambda: Clones(FolderObjects(tmp_path / "objects"))


def ids(clones: Clones) -> list[str]:
    return sorted(voice.id for voice in clones.voices)


async def test_every_replica_sees_it_and_so_does_one_that_starts_later(replica):
    one, other = replica(), replica()
    anna = voice("anna")
    await one.add(anna, b"clip")
    await other.look()
    later = replica()
    await later.look()
    assert one.voices == ()
    assert list(other.voices) == list(later.voices) == [anna]


async def test_what_was_deleted_is_gone_for_all_and_so_is_its_clip(replica, tmp_path):
    one, other = replica(), replica()
    anna = voice("anna")
    await one.add(anna, b"clip")
    await other.look()
    await one.remove("anna")
    await other.look()
    assert other.voices == ()
    with pytest.raises(ObjectMissing):
        await FolderObjects(tmp_path / "objects").get(anna.reference)


async def test_a_name_can_be_had_again_with_another_clip(replica):
    one, other = replica(), replica()
    await one.add(voice("anna", b"1"), b"1")
    await other.look()
    await one.remove("anna")
    await one.add(voice("anna", b"2"), b"2")
    await other.look()
    assert [voice.revision[:2] for voice in other.voices] == ["32"]


async def test_of_many_with_one_name_one_gets_it_and_the_others_leave_nothing(replica, tmp_path):
    replicas = [replica() for _ in range(4)]
    voices = [voice("anna", bytes([n])) for n in range(20)]
    adding = [replicas[n % 4].add(each, bytes([n])) for n, each in enumerate(voices)]
    outcomes = await asyncio.gather(*adding, return_exceptions=True)
    (winner,) = [n for n, outcome in enumerate(outcomes) if outcome is None]
    assert {type(outcome) for outcome in outcomes} == {type(None), NameTaken}
    objects = FolderObjects(tmp_path / "objects")
    assert list(await objects.list("clips/")) == [voices[winner].reference]
    assert await objects.get(voices[winner].reference) == bytes([winner])


@pytest.mark.parametrize("voice_id", ["nobody", "", "..", "../clips/x", "a/b", "x" * 500, "a\0b", ".parts"])
async def test_what_is_not_there_cannot_be_removed(replica, voice_id):
    with pytest.raises(CloneNotFound):
        await replica().remove(voice_id)


async def test_what_is_no_voice_is_passed_over_told_of_once_and_can_be_removed(replica, tmp_path, caplog):
    objects = FolderObjects(tmp_path / "objects")
    await objects.put("voices/broken.yaml", b"name: [")
    await objects.put(key_of("other"), stored(voice("anna")))
    clones = replica()
    await clones.add(voice("bob"), b"clip")
    for _ in range(3):
        await clones.look()
    assert ids(clones) == ["bob"]
    assert [record.args[0] for record in caplog.records] == ["voices/broken.yaml"]
    await clones.remove("broken")
    assert "voices/broken.yaml" not in await objects.list("voices/")


class Broken(FolderObjects):
    """Can be taken away, and counts how often it is listed."""

    away, looks = False, 0

    async def list(self, prefix: str) -> dict[str, Listed]:
        self.looks += 1
        if self.away:
            raise ObjectsUnavailable("it is away")
        return await super().list(prefix)


async def test_while_the_store_is_away_what_was_known_stays_and_the_log_says_so_once(tmp_path, caplog):
    caplog.set_level(logging.WARNING)
    objects = Broken(tmp_path)
    clones = Clones(objects)
    await clones.add(voice("anna"), b"clip")
    await clones.look()
    objects.away = True
    for _ in range(3):
        await clones.look()
    assert ids(clones) == ["anna"]
    assert len(caplog.records) == 1
    objects.away = False
    await clones.look()
    assert [("stay as they were" in record.message, "again" in record.message) for record in caplog.records] == [
        (True, False),
        (False, True),
    ]


async def test_each_look_is_told_of(tmp_path):
    objects, told = Broken(tmp_path), []
    clones = Clones(objects, told.append)
    for objects.away in (False, True, True, False):
        await clones.look()
    assert told == ["ok", "failed", "failed", "ok"]


async def test_many_who_look_at_once_share_a_look_that_begins_after_them(tmp_path):
    objects = Broken(tmp_path)
    clones = Clones(objects)
    await asyncio.gather(*(clones.look() for _ in range(50)))
    assert objects.looks == 2


async def test_a_store_that_is_away_refuses_to_add(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ObjectsUnavailable):
        await Clones(FolderObjects(tmp_path / "file")).add(voice("anna"), b"clip")


async def test_who_goes_while_it_is_added_leaves_a_whole_voice(replica, tmp_path):
    one, other = replica(), replica()
    adding = asyncio.create_task(one.add(voice("anna"), b"clip"))
    await asyncio.sleep(0)
    adding.cancel()
    await asyncio.wait([adding])
    async with asyncio.timeout(5):
        while not other.voices:
            await other.look()
    assert await FolderObjects(tmp_path / "objects").get(other.voices[0].reference) == b"clip"


def test_no_two_clips_have_one_key():
    assert new_reference("anna") != new_reference("anna")


def test_what_is_stored_says_when_it_was_made_and_that_there_was_consent():
    assert stored(voice("anna")).startswith(b"# Cloned 20")
    assert b"consent" in stored(voice("anna"))
