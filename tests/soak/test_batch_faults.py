"""A batch of 500 items while its worker and the Ingress that encodes for it are killed, its stores are stopped and the
application is started anew."""

import asyncio
import io
import json
import re
import signal
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import av
import httpx
import psutil
import pytest
import yaml

from benchmarks.redis_process import RedisProcess
from benchmarks.serving import ROOT, Server
from benchmarks.swift_process import KEY, SECRET, SwiftProcess

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1200)]

ITEMS, SENTENCES = 500, 4
ITEMS_AT_ONCE = 4
BUCKET = "declaim"
AWAY_S = 4
SPOKEN = re.compile(r"^ray_declaim_rtf_count\{.*\} ([\d.e+]+)$", re.MULTILINE)


class World:
    """The application and all that it stands on."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        self.config = self.home / "config.yaml"
        self.config.write_text(configuration())
        self.swift = started(SwiftProcess(new_folder(folder, "swift")))
        self.swift.client().make_bucket(BUCKET)
        self.queue = started(RedisProcess(Path(tempfile.mkdtemp(prefix="declaim-queue-"))))
        self.cache = started(RedisProcess(Path(tempfile.mkdtemp(prefix="declaim-cache-"))))
        self.spoken_before = 0
        """Segments that earlier applications spoke."""
        self.start()

    def start(self) -> None:
        environment = {
            "DECLAIM_S3_ENDPOINT": self.swift.endpoint,
            "DECLAIM_S3_BUCKET": BUCKET,
            "DECLAIM_S3_ACCESS_KEY": KEY,
            "DECLAIM_S3_SECRET_KEY": SECRET,
            "DECLAIM_QUEUE_REDIS_URL": self.queue.url,
            "DECLAIM_REDIS_URL": self.cache.url,
        }
        self.server = Server(self.home, self.config, environment).wait_until_ready()

    def stop(self) -> None:
        self.server.stop()
        for process in (self.swift, self.queue, self.cache):
            process.stop()

    async def kill_worker(self) -> None:
        await self._kill("BatchWorker")

    async def kill_ingress(self) -> None:
        await self._kill("Ingress")

    async def _kill(self, deployment: str) -> None:
        replica = await until_found(lambda: self.server.replica(deployment))
        replica.send_signal(signal.SIGKILL)

    async def stop_redis(self) -> None:
        self.queue.stop()
        await asyncio.sleep(AWAY_S)
        self.queue.start()

    async def stop_s3(self) -> None:
        self.swift.stop()
        await asyncio.sleep(AWAY_S)
        await asyncio.to_thread(self.swift.start)

    async def restart(self) -> None:
        """Its metrics are two seconds late and gone with it, so nothing new is begun for a while."""
        self.server.replica("BatchWorker").send_signal(signal.SIGSTOP)
        await asyncio.sleep(5)
        self.spoken_before += await spoken(self.server)
        await asyncio.to_thread(self.server.stop)
        await asyncio.to_thread(self.start)


def configuration() -> str:
    config = yaml.safe_load((ROOT / "tests/deployments/config.yaml").read_text())
    (application,) = config["applications"]
    application["args"]["engines"] = {"fake": {"speed": 20, "slots": 8}, "piper": None}
    application["args"] |= {"batches": {"items_at_once": ITEMS_AT_ONCE}, "encoder_apart": False}
    application["deployments"] = [each for each in application["deployments"] if each["name"] != "Encoder"]
    for deployment in application["deployments"]:
        deployment["name"] = deployment["name"].replace("espeak", "piper")
    return yaml.safe_dump(config)


def new_folder(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


def started(process):
    process.start()
    return process


async def until_found(find: Callable[[], psutil.Process]) -> psutil.Process:
    async with asyncio.timeout(60):
        while True:
            try:
                return find()
            except (StopIteration, psutil.NoSuchProcess):
                await asyncio.sleep(0.2)


async def spoken(server: Server) -> int:
    """Segments that were spoken to their end, as the metrics have it."""
    async with httpx.AsyncClient() as client:
        page = (await client.get(f"{server.url}/metrics")).text
    return round(sum(float(value) for value in SPOKEN.findall(page)))


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("world"))
    yield world
    world.stop()


def requests() -> bytes:
    """Half of them for each engine; no sentence is there twice."""
    lines = []
    for n in range(ITEMS):
        text = " ".join(f"This is sentence {m} of item {n}, and it says little else." for m in range(SENTENCES))
        engine, name = ("fake", "wav") if n % 2 else ("declaim", "flac")
        body = {"input": text, "voice": engine, "response_format": name, "fallback": "never"}
        lines.append({"custom_id": f"item-{n}", "method": "POST", "url": "/v1/audio/speech", "body": body})
    return "\n".join(map(json.dumps, lines)).encode()


async def ask(world: World, method: str, path: str, **fields) -> dict:
    """Until it is answered: a store may be away, or the application."""
    async with httpx.AsyncClient(timeout=30) as client:
        while True:
            try:
                answer = await client.request(method, f"{world.server.url}{path}", **fields)
                if answer.status_code == 200:
                    return answer.json()
                assert answer.status_code in {500, 502, 503, 504}, answer.text
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.3)


async def test_every_item_is_there_once(world):
    file = await ask(world, "POST", "/v1/files", data={"purpose": "batch"}, files={"file": ("in.jsonl", requests())})
    asked = {"input_file_id": file["id"], "endpoint": "/v1/audio/speech", "completion_window": "24h"}
    batch = (await ask(world, "POST", "/v1/batches", json=asked))["id"]

    faults: list[Callable[[], Awaitable[None]]] = [
        world.kill_worker,
        world.stop_redis,
        world.kill_worker,
        world.stop_s3,
        world.kill_worker,
        world.kill_ingress,
        world.restart,
        world.kill_worker,
        world.kill_ingress,
        world.kill_worker,
    ]
    for n, fault in enumerate(faults, 1):
        await until_done(world, batch, ITEMS * n // (len(faults) + 1))
        await fault()
    ended = await until_done(world, batch, ITEMS)
    while ended["status"] != "completed":
        await asyncio.sleep(1)
        ended = await ask(world, "GET", f"/v1/batches/{batch}")
    assert ended["request_counts"] == {"total": ITEMS, "completed": ITEMS, "failed": 0}
    assert ended["error_file_id"] is None

    async with httpx.AsyncClient(timeout=30) as client:
        output = (await client.get(f"{world.server.url}/v1/files/{ended['output_file_id']}/content")).text
        items = [json.loads(line) for line in output.splitlines()]
        assert sorted(item["custom_id"] for item in items) == sorted(f"item-{n}" for n in range(ITEMS))
        for item in items:
            told = item["response"]["body"]
            audio = (await client.get(told["url"])).content
            assert seconds(audio) == pytest.approx(told["duration_s"], abs=1e-4)
    await asyncio.sleep(3)
    again = world.spoken_before + await spoken(world.server) - ITEMS * SENTENCES
    print(f"{again} of {ITEMS * SENTENCES} segments were spoken again")
    kills = sum(fault in {world.kill_worker, world.kill_ingress} for fault in faults) + 1
    assert again <= kills * ITEMS_AT_ONCE
    assert not list(world.swift.client().list_objects(BUCKET, ".parts/", recursive=True))


async def until_done(world: World, batch: str, items: int) -> dict:
    while True:
        told = await ask(world, "GET", f"/v1/batches/{batch}")
        if sum(told["request_counts"][kind] for kind in ("completed", "failed")) >= items:
            return told
        await asyncio.sleep(0.3)


def seconds(audio: bytes) -> float:
    with av.open(io.BytesIO(audio)) as container:
        rate = container.streams.audio[0].rate
        return sum(frame.samples for frame in container.decode(audio=0)) / rate
