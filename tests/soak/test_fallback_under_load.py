"""The primary engine is killed, hangs, runs out of memory and slows down under load: no request fails."""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable, Iterable

import httpx
import pytest
import yaml

from benchmarks.serving import ROOT, Server
from models.voice import BUILT_IN

pytestmark = [pytest.mark.soak, pytest.mark.timeout(180)]

FAULTS = {"hangs": "hang", "starves": "oom", "crawls": "slow"}
ROUTING = {"first_audio_s": 2, "failures": 5, "open_s": 2}
AT_ONCE = 16
LATE_S = 5
"""What a metric may lag behind."""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Eight slots of twenty times real time, and eSpeak as a stand-in."""
    home = tmp_path_factory.mktemp("home")
    config = yaml.safe_load((ROOT / "tests/deployments/config.yaml").read_text())
    args = config["applications"][0]["args"]
    args["engines"]["fake"] = {"speed": 20, "slots": 8, "faults": FAULTS}
    args["routing"] = ROUTING
    (home / "config.yaml").write_text(yaml.safe_dump(config))
    (home / "voices").mkdir()
    fake = (BUILT_IN / "fake.yaml").read_text()
    (home / "voices/fragile.yaml").write_text(fake.replace("id: fake", "id: fragile") + "fallback: [espeak]\n")
    running = Server(home, home / "config.yaml")
    try:
        yield running.wait_until_ready()
    finally:
        running.stop()


@pytest.fixture
async def client(server: Server):
    async with httpx.AsyncClient(base_url=server.url, timeout=90, limits=httpx.Limits(max_connections=None)) as client:
        yield client


class Callers:
    """They ask for lines, at most AT_ONCE at a time, and note which of them a stand-in spoke."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client, self._gate = client, asyncio.Semaphore(AT_ONCE)
        self.fell_back: list[str] = []

    async def ask(self, text: str, **fields: object) -> httpx.Response:
        asked = {"input": text, "voice": "fragile", "response_format": "pcm", "timeout_s": 60, **fields}
        async with self._gate:
            return await self._client.post("/v1/audio/speech", json=asked)

    async def hear(self, text: str) -> None:
        response = await self.ask(text)
        assert response.status_code == 200, response.text
        if response.headers.get("x-declaim-fallback"):
            assert response.headers["x-declaim-engine"] == "espeak"
            self.fell_back.append(text)
        else:
            assert is_own(response, text)

    async def hear_all(self, texts: Iterable[str]) -> None:
        await asyncio.gather(*(self.hear(text) for text in texts))

    async def recover(self) -> None:
        """Until the primary speaks again; then it speaks all that it could not, from no cache of another's."""
        give_up = time.monotonic() + 30
        while (await self.ask(f"Anyone there {letters(time.time_ns())}?")).headers.get("x-declaim-fallback"):
            assert time.monotonic() < give_up
            await asyncio.sleep(0.2)
        healthy = [text for text in self.fell_back if not any(word in text for word in FAULTS)]
        # One by one: all at once would be a queue for an engine that was slow a moment ago.
        assert all([is_own(await self.ask(text), text) for text in healthy])

    async def refuse(self, text: str) -> None:
        """What the primary cannot say is not there either."""
        assert text in self.fell_back
        assert (await self.ask(text, fallback="never", timeout_s=1)).status_code in {503, 504}


def is_own(response: httpx.Response, text: str) -> bool:
    """Whether it is the tone that the primary says for it, by its exact length."""
    told = (response.headers.get("x-declaim-engine"), response.headers.get("x-declaim-fallback"))
    return told == ("fake", None) and len(response.content) / 2 == round(len(text) / 15 * 24000)


def letters(n: int) -> str:
    """A number that normalisation leaves as long as it is."""
    return "".join("abcdefghij"[int(digit)] for digit in str(n))


def lines(about: str, number: int) -> list[str]:
    return [f"{about}, sentence {letters(n)}, goes on for as long as most sentences do." for n in range(number)]


@pytest.fixture
def callers(client):
    return Callers(client)


@pytest.fixture
def counted(client) -> Callable[[str, str], Awaitable[float]]:
    """The value of a metric of ours for an engine, all processes together."""

    async def read(name: str, engine: str) -> float:
        await asyncio.sleep(LATE_S)
        page = (await client.get("/metrics")).text.splitlines()
        ours = (line for line in page if line.startswith(f"ray_declaim_{name}{{") and f'engine="{engine}"' in line)
        return sum(float(line.rsplit(" ", 1)[1]) for line in ours)

    return read


async def test_killed(callers, server):
    asking = asyncio.create_task(callers.hear_all(lines("Killed", 200)))
    await asyncio.sleep(1)
    server.replica("Synthesizer-fake").send_signal(signal.SIGKILL)
    await asking
    await callers.recover()


async def test_hanging(callers, counted):
    before = await counted("fallback_segments_total", "fake")
    hanging = lines("This one hangs", 40)
    await callers.hear_all([each for pair in zip(lines("Beside", 40), hanging, strict=True) for each in pair])
    assert set(callers.fell_back) >= set(hanging)
    assert await counted("fallback_segments_total", "fake") == before + len(callers.fell_back)
    await callers.recover()
    await callers.refuse(hanging[0])


async def test_out_of_memory(callers, counted):
    before = await counted("breaker_opened_total", "fake")
    await callers.hear_all(lines("This one starves", 20))
    assert len(callers.fell_back) == 20
    begun = time.monotonic()
    await callers.hear("And this one would be well.")
    assert callers.fell_back[-1] == "And this one would be well."
    assert time.monotonic() - begun < ROUTING["first_audio_s"], "it is not even asked"
    assert await counted("breaker_opened_total", "fake") > before
    await callers.recover()
    assert await counted("breaker", "fake") == 0
    await callers.refuse("This one starves, sentence b, goes on for as long as most sentences do.")


async def test_slow(callers, client, counted):
    """All slots are taken for half a minute and as much waits, which is no failure and keeps nobody waiting."""
    before = await counted("queue_fallbacks_total", "fake")
    crawling = {"voice": "fake", "response_format": "pcm", "timeout_s": 90}
    texts = [f"{letters(n)} crawls ".ljust(390, "x") for n in range(2 * 8)]
    slow = [asyncio.create_task(client.post("/v1/audio/speech", json={"input": each, **crawling})) for each in texts]
    await asyncio.sleep(3)
    begun = time.monotonic()
    await callers.hear_all(lines("Meanwhile", 40))
    assert len(callers.fell_back) == 40
    assert time.monotonic() - begun < 5
    for each in slow:
        each.cancel()
    await asyncio.wait(slow)
    await callers.recover()
    assert await counted("queue_fallbacks_total", "fake") >= before + 40
