"""What the tests of the cache share."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from cache.queue import LEASE_S, Queue
from cache.redis_queue import LEADER, RedisQueue
from cache.redis_server import RedisServer
from cache.sqlite_queue import SqliteQueue

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def until() -> Callable[[Callable[[], Awaitable[bool]]], Awaitable[None]]:
    """Wait until something is so, by asking."""

    async def wait(is_so: Callable[[], Awaitable[bool]], timeout_s: float = 10) -> None:
        async with asyncio.timeout(timeout_s):
            while not await is_so():  # noqa: ASYNC110 - a server cannot set an event
                await asyncio.sleep(0.002)

    return wait


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server(redis, clock):
    """What a process would make of the server's address."""
    server = RedisServer(redis.url, clock=clock)
    yield server
    await server.close()


class SqliteQueues:
    """One file, as several workers have it open."""

    def __init__(self, path: Path) -> None:
        self.address = str(path)
        self.now = time.time()
        self.opened: list[Queue] = []

    def open(self, worker: str) -> Queue:
        self.opened.append(SqliteQueue(Path(self.address), worker, clock=lambda: self.now))
        return self.opened[-1]

    async def run_out(self) -> None:
        """All leases."""
        self.now += LEASE_S + 1

    async def close(self) -> None:
        for queue in self.opened:
            await queue.close()


RUN_OUT = """
for _, stream in ipairs(redis.call('KEYS', 'declaim:queue:*')) do
  for _, entry in ipairs(redis.pcall('XPENDING', stream, 'workers', '-', '+', 10000)) do
    redis.call('XCLAIM', stream, 'workers', entry[2], 0, entry[1], 'IDLE', ARGV[1], 'JUSTID')
  end
end
"""


class RedisQueues(SqliteQueues):
    """The same of one server, where what is said to have happened is put earlier instead of waiting."""

    def __init__(self, url: str) -> None:
        super().__init__(Path())
        self.address = url
        self.server = RedisServer(url)

    def open(self, worker: str) -> Queue:
        self.opened.append(RedisQueue(RedisServer(self.address), worker))
        return self.opened[-1]

    async def run_out(self) -> None:
        await self.server.call("DEL", LEADER)
        await self.server.call("EVAL", RUN_OUT, 0, int(LEASE_S * 1000))

    async def close(self) -> None:
        await super().close()
        await self.server.close()


@pytest.fixture(params=["sqlite", pytest.param("redis", marks=pytest.mark.cluster)])
async def queues(request, tmp_path):
    """Every queue that there is has to do what is asked of one."""
    redis = request.getfixturevalue("redis") if request.param == "redis" else None
    found = RedisQueues(redis.url) if redis else SqliteQueues(tmp_path / "queue.sqlite")
    yield found
    await found.close()


def open_at(address: str, worker: str) -> Queue:
    """As another process does."""
    if address.startswith("unix:"):
        return RedisQueue(RedisServer(address, timeout_s=10), worker)
    return SqliteQueue(Path(address), worker)


@pytest.fixture(scope="session")
def worker_process() -> Callable[[str, str], subprocess.Popen[str]]:
    """Starts a program that has `queue` open, and its own name as `worker`."""

    def start(address: str, body: str) -> subprocess.Popen[str]:
        program = f"""
import asyncio, os
from tests.cache.conftest import open_at

async def main():
    worker = str(os.getpid())
    queue = open_at({address!r}, worker)
{body}
    await queue.close()

asyncio.run(main())
"""
        return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)

    return start
