"""A queue in a file that is locked, broken, full, cannot be there, or is written by a process that dies."""

import asyncio
import os
import resource
import sqlite3
import stat
from contextlib import closing, contextmanager

import pytest

from cache import sqlite_queue
from cache.errors import QueueUnavailable
from cache.queue import LEASE_S
from cache.sqlite_queue import SqliteQueue


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "queue.sqlite"


@pytest.fixture
async def queue(path, clock):
    queue = SqliteQueue(path, "ours", clock=clock)
    yield queue
    await queue.close()


async def test_its_folder_is_made_for_its_owner_alone(queue, path):
    await queue.add("b", [0], "normal")
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_what_is_in_it_outlives_whoever_put_it_there(queue, path):
    await queue.add("b", [0, 1], "normal")
    await queue.claim(1)
    await queue.close()
    assert await queue.holds("b")
    assert [claim.item for claim in await queue.claim(2)] == [1]


async def test_a_file_that_is_no_queue_is_named_and_used_once_it_is_gone(queue, path):
    path.parent.mkdir()
    path.write_bytes(b"not a database, whatever its name may say" * 100)
    for _ in range(2):
        with pytest.raises(QueueUnavailable, match=r"queue\.sqlite: file is not a database"):
            await queue.claim(1)
    path.unlink()
    assert await queue.claim(1) == []


async def test_a_file_that_was_spoilt_is_named(queue, path):
    await queue.add("b", range(2000), "normal")
    await queue.close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + os.urandom(len(content) - 4096))
    with pytest.raises(QueueUnavailable, match=r"queue\.sqlite: .*malformed"):
        await queue.claim(1)


async def test_another_versions_file_is_left_alone(queue, path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(QueueUnavailable, match="another version"):
        await queue.claim(1)


async def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(QueueUnavailable, match=r"file/queue\.sqlite: (Not a directory|File exists)"):
        await SqliteQueue(tmp_path / "file" / "queue.sqlite", "ours").claim(1)


async def test_a_path_that_cannot_be_opened_is_named(tmp_path):
    with pytest.raises(QueueUnavailable, match="unable to open"):
        await SqliteQueue(tmp_path, "ours").claim(1)


@contextmanager
def no_file_longer_than(size_bytes: int):
    """As good as a full disk: the system refuses to write more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_full_disk_is_said_and_what_did_not_fit_is_not_there(queue):
    await queue.add("small", [0], "normal")
    with no_file_longer_than(200_000), pytest.raises(QueueUnavailable, match=r"queue\.sqlite: .*(full|I/O)"):
        await queue.add("large", range(20_000), "high")
    assert not await queue.holds("large")
    assert [claim.batch for claim in await queue.claim(5)] == ["small"]
    await queue.add("large", [0], "high")
    assert await queue.holds("large")


async def test_a_process_that_never_stops_writing_is_not_waited_for_for_ever(queue, path, monkeypatch):
    await queue.add("b", [0], "normal")
    await queue.close()
    monkeypatch.setattr(sqlite_queue, "BUSY_S", 0.02)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(QueueUnavailable, match="locked"):
            await queue.claim(1)
        other.execute("COMMIT")
    assert len(await queue.claim(1)) == 1


async def test_a_clock_that_is_put_back_holds_nobody_up(queue, path, clock):
    clock.now = 10_000.0
    await queue.add("b", [0], "normal")
    await queue.claim(1)
    assert await queue.lead()
    theirs = SqliteQueue(path, "theirs", clock=clock)
    clock.now -= LEASE_S / 2
    assert (await theirs.lead(), await theirs.claim(1)) == (False, [])
    clock.now -= 3600
    assert await theirs.lead()
    assert len(await theirs.claim(1)) == 1
    await theirs.close()


@pytest.mark.parametrize("opened", [False, True])
async def test_who_is_cancelled_in_the_middle_leaves_it_usable(queue, opened):
    for turns in range(25):
        if not opened:
            await queue.close()
        task = asyncio.create_task(queue.add(f"batch {turns}", range(100), "normal"))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        await queue.add(f"batch {turns}", range(100), "normal")
        assert len(await queue.claim(101)) == 100


@pytest.mark.cluster
async def test_a_process_that_is_killed_while_it_writes_leaves_a_usable_file(queue, path, worker_process):
    body = """
    for n in range(100_000):
        await queue.add(f"{n}", range(500), "normal")
        for claim in (await queue.claim(500))[:10]:
            await queue.done(claim)
        print(n, flush=True)
"""
    for wait_s in (0, 0.003, 0.011):
        process = worker_process(str(path), body)
        await asyncio.to_thread(process.stdout.readline)
        await asyncio.sleep(wait_s)
        process.kill()
        process.communicate()
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            sizes = connection.execute("SELECT count(*) FROM items WHERE item >= 0 GROUP BY batch").fetchall()
        assert {size for (size,) in sizes} == {500}
        await queue.add("ours", [0], "high")
        assert [claim.batch for claim in await queue.claim(1)][:1] != []
        path.unlink()
        await queue.close()
        for left in path.parent.iterdir():
            left.unlink()


async def test_another_may_be_making_the_same_file(queue, path):
    """SQLite does not wait by itself before it changes the kind of its journal."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        claiming = asyncio.create_task(queue.claim(1))
        await asyncio.sleep(0.03)
        assert not claiming.done()
        other.execute("COMMIT")
    assert await claiming == []
