"""The queue in a file: shared by processes that die, and never silent about a file that cannot be used."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cache.errors import QueueUnavailable
from cache.sqlite_queue import SqliteQueue

pytestmark = pytest.mark.cluster

ROOT = Path(__file__).parents[2]

WORKER = """
import asyncio, sys
from pathlib import Path
from cache.sqlite_queue import SqliteQueue

async def work():
    queue = SqliteQueue(Path(sys.argv[1]), sys.argv[2], lease_s=float(sys.argv[3]))
    while claims := await queue.claim(2):
        for claim in claims:
            await queue.done(claim)
            print(claim.item, flush=True)
    await queue.close()

asyncio.run(work())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "queue.sqlite"


@pytest.fixture
async def queue(path: Path):
    queue = SqliteQueue(path, "here")
    yield queue
    await queue.close()


@pytest.fixture
def start(path: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    """A worker in a process of its own, which prints the items that it is done with."""
    processes: list[subprocess.Popen] = []

    def run(name: str, lease_s: float = 60) -> subprocess.Popen:
        command = [sys.executable, "-c", WORKER, str(path), name, str(lease_s)]
        processes.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True))
        return processes[-1]

    yield run
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()


async def test_several_processes_share_it(queue, start):
    await queue.add("b", range(300), "normal")
    workers = [start(f"w{n}") for n in range(3)]
    items = [int(line) for worker in workers for line in worker.communicate()[0].split()]
    assert sorted(items) == list(range(300))


async def test_processes_that_are_killed_in_the_middle_leave_it_whole(queue, start):
    await queue.add("b", range(2000), "normal")
    done: set[int] = set()
    for n in range(4):
        worker = start(f"w{n}")
        done |= {int(worker.stdout.readline()) for _ in range(20)}
        worker.kill()
        done |= {int(line) for line in worker.communicate()[0].split()}
    left: set[int] = set()
    later = SqliteQueue(queue._path, "later", clock=lambda: time.time() + 100)
    while claims := await later.claim(500):
        left |= {claim.item for claim in claims}
        for claim in claims:
            await later.done(claim)
    await later.close()
    assert left.isdisjoint(done)
    # A worker may have been killed between the end of an item and telling of it.
    assert 2000 - len(left | done) <= 4


async def test_what_it_holds_outlives_the_process(queue, path):
    await queue.add("b", [0, 1], "high")
    (claim, _) = await queue.claim(2)
    await queue.bury(claim, "why")
    await queue.close()
    again = SqliteQueue(path, "again", clock=lambda: time.time() + 100)
    assert await again.holds("b")
    assert [(each.item, each.tries) for each in await again.claim(9)] == [(1, 2)]
    assert [each.reason for each in await again.buried("b")] == ["why"]
    await again.close()


@pytest.mark.parametrize("damage", [b"this is no database" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
async def test_a_file_that_is_damaged_is_named_with_the_remedy(queue, path, damage):
    path.write_bytes(damage)
    with pytest.raises(QueueUnavailable, match=r"queue\.sqlite: .*delete it"):
        await queue.claim(1)
    path.unlink()
    await queue.add("b", [0], "normal")
    assert len(await queue.claim(1)) == 1


async def test_a_folder_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    queue = SqliteQueue(tmp_path / "file" / "queue.sqlite", "here")
    with pytest.raises(QueueUnavailable, match="file"):
        await queue.lead()
