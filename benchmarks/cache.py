"""`python -m benchmarks.cache`: microseconds that stores and flights cost, in memory and over a Redis of their own."""

import asyncio
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from cache.memory import MemoryStore
from cache.redis import RedisStore
from cache.redis_flights import RedisFlights
from cache.redis_server import RedisServer
from cache.single_flight import Flights, LocalFlights
from cache.store import Store
from deployments.environment import free_port

SIZES_BYTES = (30_000, 500_000)
ROUNDS = 2000
WARM_UP = 100
ENTRIES = 50
MAX_BYTES = 100_000_000


def main() -> None:
    print(f"{ROUNDS} rounds one after the other, microseconds{'p50':>27}{'p99':>9}")
    asyncio.run(measure_local())
    with tempfile.TemporaryDirectory(prefix="declaim-redis-") as folder:
        port, path = free_port(), f"{folder}/r.sock"
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--unixsocket", path, "--save", ""]
        redis = subprocess.Popen([*command, "--dir", folder], stdout=subprocess.DEVNULL)
        try:
            while not Path(path).exists():
                time.sleep(0.01)
            asyncio.run(measure_redis("Redis, unix socket", f"unix://{path}"))
            asyncio.run(measure_redis("Redis, TCP loopback", f"redis://127.0.0.1:{port}"))
        finally:
            redis.terminate()
            redis.wait()


async def measure_local() -> None:
    await measure_store("memory", MemoryStore(MAX_BYTES))
    await measure_flights("memory", LocalFlights())


async def measure_redis(name: str, url: str) -> None:
    server = RedisServer(url)
    flights = RedisFlights(server)
    store = RedisStore(server, max_entry_bytes=MAX_BYTES)
    await measure_store(name, store)
    await measure_flights(name, flights)
    await flights.close()
    await store.close()


async def measure_store(name: str, store: Store) -> None:
    for size_bytes in SIZES_BYTES:
        await measure_size(name, store, bytes(size_bytes))


async def measure_size(name: str, store: Store, data: bytes) -> None:
    kilobytes = len(data) // 1000
    await measure(f"{name}: put {kilobytes} kB", lambda n: store.put(f"{n % ENTRIES}", data, 600))
    await measure(f"{name}: get {kilobytes} kB", lambda n: store.get(f"{n % ENTRIES}"))


async def measure_flights(name: str, flights: Flights) -> None:
    async def fly(n: int) -> None:
        async with flights.enter(str(n)):
            pass

    await measure(f"{name}: enter and leave a flight", fly)


async def measure(name: str, work: Callable[[int], Awaitable[object]]) -> None:
    taken_us = []
    for n in range(-WARM_UP, ROUNDS):
        begun = time.perf_counter()
        await work(n)
        taken_us.append((time.perf_counter() - begun) * 1e6)
    taken_us = sorted(taken_us[WARM_UP:])
    print(f"{name:58}{taken_us[ROUNDS // 2]:9.1f}{taken_us[ROUNDS * 99 // 100]:9.1f}")


if __name__ == "__main__":
    main()
