"""One of many makes it, between event loops and processes, whatever happens to the maker or to the server."""

import asyncio
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from cache import redis_flights
from cache.redis import RedisStore
from cache.redis_flights import RedisFlights
from cache.redis_lock import CHANNEL
from cache.redis_server import RedisServer

ROOT = Path(__file__).parents[2]
LOCK = "declaim:lock:k"

pytestmark = pytest.mark.timeout(20)


@asynccontextmanager
async def process(url: str, ttl_s: float = 10.0, timeout_s: float = 0.5):
    """Flights as another process has them: with connections and a subscription of their own."""
    server = RedisServer(url, timeout_s=timeout_s)
    flights = RedisFlights(server, ttl_s=ttl_s)
    try:
        yield flights
    finally:
        await flights.close()
        await server.close()


@pytest.fixture
async def ours(redis):
    async with process(redis.url) as flights:
        yield flights


@pytest.fixture
async def theirs(redis):
    async with process(redis.url) as flights:
        yield flights


@pytest.fixture
def only_news(monkeypatch):
    """Nobody looks for themselves."""
    monkeypatch.setattr(redis_flights, "FIRST_LOOK_S", 30)
    monkeypatch.setattr(redis_flights, "LONGEST_LOOK_S", 30)


class Flight:
    """One task in the block, until it is told to leave."""

    def __init__(self, flights: RedisFlights) -> None:
        self.entered, self.leave = asyncio.Event(), asyncio.Event()
        self.task = asyncio.create_task(self._run(flights))

    async def _run(self, flights: RedisFlights) -> bool:
        async with flights.enter("k") as mine:
            self.entered.set()
            if mine:
                await self.leave.wait()
        return mine

    async def land(self) -> bool:
        self.leave.set()
        return await self.task


async def makes(flights: RedisFlights) -> Flight:
    flight = Flight(flights)
    await flight.entered.wait()
    assert not flight.task.done()
    return flight


@pytest.fixture
def waits(server, until):
    """The first to wait in its process, with its subscription in place."""

    async def wait(flights: RedisFlights) -> Flight:
        async def subscribed() -> bool:
            return await server.call("PUBSUB", "NUMSUB", CHANNEL) == [CHANNEL.encode(), 1]

        flight = Flight(flights)
        await until(subscribed)
        return flight

    return wait


async def test_who_waits_hears_that_it_was_made(ours, theirs, server, waits, only_news):
    making = await makes(ours)
    waiting = await waits(theirs)
    more = [Flight(theirs) for _ in range(5)]
    assert await making.land()
    assert [await flight.task for flight in (waiting, *more)] == [False] * 6
    assert await server.call("EXISTS", LOCK) == 0


async def test_who_waits_looks_for_themselves(ours, theirs, server):
    await server.call("ACL", "SETUSER", "default", "-subscribe")
    making = await makes(ours)
    waiting = Flight(theirs)
    await asyncio.sleep(0.02)
    assert await making.land()
    assert await waiting.land()


async def test_a_maker_that_is_cancelled_is_followed_at_once(ours, theirs, waits, only_news):
    making = await makes(ours)
    waiting = await waits(theirs)
    making.task.cancel()
    await waiting.entered.wait()
    assert making.task.cancelled()
    assert await waiting.land()


async def test_a_maker_that_is_cancelled_twice_still_gives_it_back(ours, server):
    making = await makes(ours)
    making.task.cancel()
    await asyncio.sleep(0)
    making.task.cancel()
    await asyncio.wait([making.task])
    await ours.close()
    assert await server.call("EXISTS", LOCK) == 0


async def test_a_maker_that_fails_is_followed_by_one(ours, theirs, server, waits, until, only_news):
    async def fail(leave: asyncio.Event) -> None:
        async with ours.enter("k"):
            await leave.wait()
            raise ValueError("no")

    leave = asyncio.Event()
    failing = asyncio.create_task(fail(leave))

    async def taken() -> bool:
        return await server.call("EXISTS", LOCK) == 1

    await until(taken)
    waiting, local = await waits(theirs), Flight(theirs)
    leave.set()
    with pytest.raises(ValueError, match="no"):
        await failing
    await waiting.entered.wait()
    assert not local.entered.is_set()
    assert [await waiting.land(), await local.task] == [True, False]


async def test_who_waits_can_be_cancelled(ours, theirs, waits):
    making = await makes(ours)
    waiting, next_in_line = await waits(theirs), Flight(theirs)
    waiting.task.cancel()
    await asyncio.wait([waiting.task])
    assert waiting.task.cancelled()
    assert await making.land()
    await next_in_line.land()


async def test_cancelled_before_the_server_has_answered_leaves_no_lock(ours, server):
    for turns in range(30):
        flight = Flight(ours)
        for _ in range(turns):
            await asyncio.sleep(0)
        flight.task.cancel()
        await asyncio.wait([flight.task])
        assert await server.call("EXISTS", LOCK) == 0


async def test_an_evicted_lock_costs_only_double_work(ours, theirs, server):
    first = await makes(ours)
    await server.call("DEL", LOCK)
    second = await makes(theirs)
    assert await first.land()
    assert await server.call("EXISTS", LOCK) == 1
    assert await second.land()
    assert await server.call("EXISTS", LOCK) == 0


async def test_a_lock_that_expires_while_its_holder_blocks_the_loop(redis, ours, server):
    async with process(redis.url, ttl_s=0.05) as blocked:
        first = await makes(blocked)
        time.sleep(0.1)  # noqa: ASYNC251 - which is the point
        second = await makes(ours)
        assert await first.land()
        assert await server.call("EXISTS", LOCK) == 1
        assert await second.land()


async def test_without_a_server_everybody_makes_it_once_per_process(redis, ours, theirs):
    redis.stop()
    flights = [await makes(ours), await makes(theirs)]
    local = Flight(ours)
    assert [await flight.land() for flight in (*flights, local)] == [True, True, False]


async def test_the_server_goes_while_one_makes_it_and_another_waits(redis, ours, theirs, waits, caplog):
    making = await makes(ours)
    waiting = await waits(theirs)
    redis.stop()
    await waiting.entered.wait()
    assert [await making.land(), await waiting.land()] == [True, True]
    assert "Redis is down" in caplog.text


async def test_a_paused_server_holds_nobody(redis):
    async with process(redis.url, timeout_s=0.05) as ours, process(redis.url, timeout_s=0.05) as theirs:
        making = await makes(ours)
        redis.pause()
        waiting = await makes(theirs)
        assert [await making.land(), await waiting.land()] == [True, True]


async def test_other_keys_do_not_wait(ours):
    async with ours.enter("a") as first, ours.enter("b") as second:
        assert (first, second) == (True, True)


async def make_once(url: str, wanting: int) -> int:
    """How many of those who want it in this event loop had to make it."""
    server, made = RedisServer(url, timeout_s=10), 0
    store, flights = RedisStore(server, max_entry_bytes=10), RedisFlights(server)

    async def want() -> None:
        nonlocal made
        async with flights.enter("k"):
            if await store.get("k") is None:
                made += 1
                await asyncio.sleep(0.03)
                await store.put("k", b"made", 100)

    await asyncio.gather(*(want() for _ in range(wanting)))
    await flights.close()
    await store.close()
    return made


async def test_fifty_who_want_it_in_five_event_loops_and_one_makes_it(redis):
    with ThreadPoolExecutor(5) as loops:
        made = loops.map(lambda _: asyncio.run(make_once(redis.url, 10)), range(5))
    assert sum(made) == 1


def start(program: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.cluster
def test_fifty_who_want_it_in_four_processes_and_one_makes_it(redis):
    program = f"""
import asyncio
from tests.cache.test_redis_flights import make_once
print(asyncio.run(make_once({redis.url!r}, 13)))
"""
    processes = [start(program) for _ in range(4)]
    assert sum(int(process.communicate(timeout=30)[0]) for process in processes) == 1


@pytest.mark.cluster
async def test_a_maker_that_is_killed_is_followed_when_its_lock_expires(redis, ours):
    program = f"""
import asyncio
from tests.cache.test_redis_flights import process

async def hold():
    async with process({redis.url!r}, ttl_s=0.6) as flights, flights.enter("k") as mine:
        print(mine, flush=True)
        await asyncio.sleep(60)

asyncio.run(hold())
"""
    maker = start(program)
    try:
        assert await asyncio.to_thread(maker.stdout.readline) == "True\n"
        waiting = [Flight(ours) for _ in range(3)]
        await asyncio.sleep(1.0)
        assert not any(flight.entered.is_set() for flight in waiting), "it was not renewed"
    finally:
        maker.kill()
        maker.communicate()
    assert [await flight.land() for flight in waiting] == [True, False, False]
