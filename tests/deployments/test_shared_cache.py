"""Two Ingresses and two Encoders over one Redis: nothing is made twice, and no fault of the cache fails a request."""

import asyncio
import signal
import subprocess
from collections import Counter
from collections.abc import AsyncIterator

import aiohttp
import pytest

from benchmarks.redis_process import RedisProcess
from benchmarks.serving import Server

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(240)]

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven")
SEVEN = " ".join(f"This is sentence {number} of seven, and long enough." for number in NUMBERS)


@pytest.fixture
def server(replicated) -> Server:
    return replicated.server


@pytest.fixture
def shared_redis(replicated) -> RedisProcess:
    return replicated.redis


@pytest.fixture
async def client(server) -> AsyncIterator[aiohttp.ClientSession]:
    # A connection per request, so that both Ingresses have their share.
    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    async with aiohttp.ClientSession(server.url, connector=connector) as session:
        yield session


async def speak(
    client: aiohttp.ClientSession, text: str, request_id: str | None = None, **fields: object
) -> tuple[str, bytes]:
    """Where the answer came from, and its body; it must be a good one."""
    asked, headers = {"input": text, "response_format": "pcm", **fields}, {"X-Request-Id": request_id or ""}
    async with client.post("/v1/audio/speech", json=asked, headers=headers) as response:
        body = await response.read()
        assert response.status == 200, body
        return response.headers["x-declaim-cache"], body


def seconds(body: bytes) -> float:
    return len(body) / 48_000


async def test_of_fifty_cold_requests_each_segment_is_made_once_and_a_repeat_asks_nobody(
    client, server, calls, comes_to_rest
):
    cold = await asyncio.gather(*(speak(client, SEVEN, request_id=f"cold-{n}") for n in range(50)))
    await comes_to_rest(lambda: calls(server, "cold-")["Synthesizer-fake"], 7)
    assert len({body for _, body in cold}) == 1
    asked = Counter(cache for cache, _ in cold)
    assert asked["miss"] == 2, "each of the two Ingresses renders it once"

    once = "Said once and for all."
    await speak(client, once, request_id="first")
    await comes_to_rest(lambda: calls(server, "first")["Synthesizer-fake"], 1)
    warm = await asyncio.gather(*(speak(client, once, request_id=f"warm-{n}") for n in range(20)))
    assert {cache for cache, _ in warm} == {"hit"}
    await comes_to_rest(lambda: calls(server, "warm-"), Counter())


async def test_a_dead_holder_is_followed_by_one_who_waits(client, server):
    text = f"While this is being made, one of the two encoders is going away{', and away' * 25}."  # 2.5 s of work
    waiting = [asyncio.create_task(speak(client, text)) for _ in range(20)]
    await asyncio.sleep(0.5)
    server.replica("Encoder").send_signal(signal.SIGKILL)
    bodies = {body for _, body in await asyncio.gather(*waiting)}
    assert len(bodies) == 1


async def under_load(client: aiohttp.ClientSession, name: str, faults, requests: int = 60) -> None:
    """Texts that partly repeat, asked for all along; every answer must be a good one."""

    async def ask(n: int) -> None:
        await asyncio.sleep(n / 20)
        text = f"{name} is what this is about. Sentence {'abcdefgh'[n % 8] * 5} comes again and again."
        _, body = await speak(client, text, seed=n % 3)
        assert seconds(body) > 2

    asking = [asyncio.create_task(ask(n)) for n in range(requests)]
    try:
        await faults()
    finally:
        await asyncio.gather(*asking)


async def test_redis_stops_and_comes_back(client, shared_redis):
    async def faults() -> None:
        await asyncio.sleep(0.7)
        shared_redis.stop()
        await asyncio.sleep(1)
        shared_redis.start()

    await under_load(client, "Stopping", faults)
    await asyncio.sleep(1.5)
    await speak(client, "It remembers again.")
    assert (await speak(client, "It remembers again."))[0] == "hit"


async def test_redis_hangs(client, shared_redis):
    async def faults() -> None:
        await asyncio.sleep(0.7)
        shared_redis.pause()
        await asyncio.sleep(3)
        shared_redis.process.send_signal(signal.SIGCONT)

    await under_load(client, "Hanging", faults)


async def test_locks_and_entries_are_evicted(client, shared_redis):
    async def faults() -> None:
        for _ in range(20):
            command(shared_redis, "FLUSHALL")
            await asyncio.sleep(0.1)

    await under_load(client, "Evicting", faults)


async def test_corrupt_entries_are_made_again(client, shared_redis):
    first = [body for _, body in await asyncio.gather(*(speak(client, SEVEN, seed=n) for n in range(3)))]
    for key in command(shared_redis, "KEYS", "declaim:*").split():
        command(shared_redis, "SETRANGE", key, "30", "no audio at all")
    again = await asyncio.gather(*(speak(client, SEVEN, seed=n) for n in range(3)))
    assert [body for _, body in again] == first
    assert {cache for cache, _ in again} == {"miss"}


async def test_what_is_too_long_to_be_kept(client):
    text = "A sentence that goes on, " * 16  # 27 s in one segment, 640 kB as FLAC
    answers = await asyncio.gather(*(speak(client, text) for _ in range(6)))
    assert len({body for _, body in answers}) == 1
    assert seconds(answers[0][1]) == pytest.approx(len(text.strip()) / 15, abs=0.1)


def command(redis: RedisProcess, *words: str) -> str:
    return subprocess.run(
        ["redis-cli", "-s", str(redis.socket), *words], check=True, capture_output=True, text=True
    ).stdout


async def test_a_cloned_voice_is_there_on_every_replica_at_once_and_gone_soon(client, recording):
    form = aiohttp.FormData({"name": "Anna", "consent": "true"})
    form.add_field("audio_sample", recording, filename="anna.wav")
    async with client.post("/v1/audio/voices", data=form) as response:
        assert response.status == 200, await response.text()
    spoken = await asyncio.gather(*(speak(client, "Anna, at once.", voice="anna") for _ in range(20)))
    assert len({body for _, body in spoken}) == 1
    async with client.delete("/v1/audio/voices/anna") as response:
        assert response.status == 200
    await asyncio.sleep(2)
    for _ in range(20):
        asked = {"input": "Anna?", "voice": "anna", "response_format": "pcm"}
        async with client.post("/v1/audio/speech", json=asked) as response:
            assert response.status == 400
