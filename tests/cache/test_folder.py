"""Objects in a folder, with writers that race, and die."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cache.errors import ObjectExists, ObjectMissing, ObjectsUnavailable
from cache.folder import LEFT_S, FolderObjects

ROOT = Path(__file__).parents[2]


@pytest.fixture
def objects(tmp_path: Path) -> FolderObjects:
    return FolderObjects(tmp_path / "objects")


async def test_of_many_that_create_one_succeeds(tmp_path):
    stores = [FolderObjects(tmp_path) for _ in range(4)]
    tries = [stores[n % 4].create("voices/anna", str(n).encode()) for n in range(40)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    (winner,) = [n for n, outcome in enumerate(outcomes) if outcome is None]
    assert await stores[0].get("voices/anna") == str(winner).encode()
    assert {type(outcome) for outcome in outcomes} == {type(None), ObjectExists}
    assert not list((tmp_path / ".parts").iterdir())


async def test_an_upload_is_seen_when_it_is_complete_with_its_head_put_right(objects, tmp_path):
    async with objects.upload("audio/wav") as upload:
        for piece in (b"????", b"sound", b"more"):
            await upload.write(piece)
        with pytest.raises(ObjectMissing):
            await objects.about("audio/a.wav")
        await upload.complete("audio/a.wav", {"characters": "9"}, head=b"RIFF")
    assert await objects.get("audio/a.wav") == b"RIFFsoundmore"
    assert (await objects.about("audio/a.wav")).metadata == {"characters": "9"}
    assert not list((tmp_path / "objects/.parts").iterdir())


@pytest.mark.parametrize("fault", [RuntimeError, asyncio.CancelledError])
async def test_an_upload_whose_source_dies_leaves_nothing(objects, tmp_path, fault):
    async def half() -> None:
        async with objects.upload("audio/mpeg") as upload:
            await upload.write(b"half")
            raise fault

    with pytest.raises(fault):
        await half()
    assert not [path for path in (tmp_path / "objects").rglob("*") if path.is_file()]


async def test_a_folder_that_cannot_be_used_says_why(tmp_path):
    (tmp_path / "file").write_text("")
    objects = FolderObjects(tmp_path / "file")
    with pytest.raises(ObjectsUnavailable, match=r"Not a directory|File exists"):
        await objects.put("a", b"")
    with pytest.raises(ObjectsUnavailable, match="Not a directory"):
        await objects.list("voices/")
    os.chmod(tmp_path, 0o500)  # noqa: PTH101
    if os.geteuid():
        with pytest.raises(ObjectsUnavailable, match="Permission denied"):
            await FolderObjects(tmp_path / "new").put("a", b"")
    os.chmod(tmp_path, 0o700)  # noqa: PTH101


async def test_only_its_owner_may_look(objects, tmp_path):
    await objects.put("a", b"")
    assert (tmp_path / "objects").stat().st_mode & 0o777 == 0o700


async def test_parts_that_dead_writers_left_are_swept(tmp_path):
    parts = tmp_path / ".parts"
    parts.mkdir()
    for name, age_s in (("old", LEFT_S + 60), ("new", 0)):
        (parts / name).write_bytes(b"half")
        os.utime(parts / name, (time.time() - age_s,) * 2)
    FolderObjects(tmp_path)
    assert [path.name for path in parts.iterdir()] == ["new"]


WRITER = """
import asyncio, sys
from pathlib import Path
from cache.folder import FolderObjects

async def write():
    objects = FolderObjects(Path(sys.argv[1]))
    for n in range(10**9):
        await objects.put(f"big/{n % 3}", bytes([n % 251]) * 3_000_000)
        print(n, flush=True)

asyncio.run(write())
"""


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[subprocess.Popen]:
    """A process that writes large objects without end."""
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("pause_s", [0.0, 0.003, 0.011])
async def test_a_writer_that_is_killed_leaves_nothing_half(writer, tmp_path, pause_s):
    for _ in range(4):
        writer.stdout.readline()
    time.sleep(pause_s)  # noqa: ASYNC251 - nothing else runs here
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    objects = FolderObjects(tmp_path)
    whole = {key: await objects.get(key) for key in await objects.list("big/")}
    assert set(whole) == {"big/0", "big/1", "big/2"}
    assert all(len(data) == 3_000_000 and len(set(data)) == 1 for data in whole.values())


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, with room for little."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], check=False).returncode
    ):
        pytest.skip("only root may mount a disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


async def test_a_disk_that_is_full_is_told_and_what_was_there_stays(full):
    objects = FolderObjects(full)
    await objects.put("audio/a", b"whole")
    with pytest.raises(ObjectsUnavailable, match="No space left on device"):
        await objects.put("audio/a", bytes(1_000_000))

    async def grow() -> None:
        async with objects.upload("audio/mpeg") as upload:
            for _ in range(100):
                await upload.write(bytes(10_000))

    with pytest.raises(ObjectsUnavailable, match="No space left on device"):
        await grow()
    assert await objects.get("audio/a") == b"whole"
    assert not list((full / ".parts").iterdir())
    await objects.put("audio/b", bytes(100_000))
