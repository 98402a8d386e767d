"""Two servers for all tests that need the whole application, and how they are looked at and stopped."""

import asyncio
import json
import os
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
import yaml

from benchmarks.redis_process import RedisProcess
from benchmarks.serving import Server, alive
from models.voice import BUILT_IN
from tests.deployments.span_files import FOLDER

CONFIG = Path(__file__).parent / "config.yaml"
VITS = """{id: small, name: Small, engine: vits, revision: "1", languages: [mt], model: small/model.pth, speaker: otto,
licence: Apache-2.0, sample_rate: 8000, gain_db: 0, max_chars: 400}"""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """It is killed in the end, and has to take everything with it even so."""
    home = tmp_path_factory.mktemp("home")
    (home / "voices").mkdir()
    fake = (BUILT_IN / "fake.yaml").read_text()
    (home / "voices/fragile.yaml").write_text(fake.replace("id: fake", "id: fragile") + "fallback: [espeak]\n")
    running = Server(home, with_torch(home)).wait_until_ready()
    yield running
    ours = running.processes()
    running.process.kill()
    running.process.wait(5)
    left = alive(ours, timeout_s=15)
    for process in left:
        process.kill()
    assert not left


@pytest.fixture(scope="session")
def stops() -> Callable[..., None]:
    """A signal ends a server in time, and every process of it, though somebody is still listening.

    Who has a moment to go hears the end.
    """

    def stop(server: Server, number: signal.Signals, *, group: bool = False, **headers: str) -> None:
        ours = server.processes()

        def listen(text: str) -> AbstractContextManager[httpx.Response]:
            asked = {"input": text, "voice": "fake", "response_format": "pcm"}
            return httpx.stream("POST", f"{server.url}/v1/audio/speech", json=asked, headers=headers)

        sentence = "Number {} of six, which is long enough. "
        with listen("word " * 5000) as long, listen("".join(map(sentence.format, range(6)))) as short:
            never, pieces = long.iter_raw(), short.iter_raw()  # whoever drops such an iterator hangs up
            heard = len(next(never)) and len(next(pieces))
            (os.killpg if group else os.kill)(server.process.pid, number)
            heard += sum(map(len, pieces))
            server.process.wait(30)  # however much of the long one is left
        assert heard / 48_000 > 6 * len(sentence) / 20
        assert not alive(ours, timeout_s=1)

    return stop


class Replicated(NamedTuple):
    """Two Ingresses and two Encoders over one Redis."""

    server: Server
    redis: RedisProcess
    spans: Path
    """The folder with its traces."""


@pytest.fixture(scope="session")
def replicated(redis_installed, tmp_path_factory, stops) -> Iterator[Replicated]:
    """It is told to end when all is done, and has to do so in time. Who stops its Redis starts it again."""
    home = tmp_path_factory.mktemp("replicated")
    spans, redis = home / "spans", RedisProcess(tmp_path_factory.mktemp("redis"))
    spans.mkdir()
    redis.start()
    running = Server(home, with_two_of_each(home), {"DECLAIM_REDIS_URL": redis.url, FOLDER: str(spans)})
    try:
        until_both_answer(running.wait_until_ready())
        yield Replicated(running, redis, spans)
        stops(running, signal.SIGTERM)
    finally:
        running.stop()
        redis.stop()


def until_both_answer(server: Server) -> None:
    """The proxy hears of the second Ingress a little after it is ready with the first."""
    answered = set[str]()
    while len(answered) < 2:
        httpx.get(f"{server.url}/health")
        lines = [json.loads(line) for line in server.log_lines() if '"message": "GET /health ' in line]
        answered = {line["replica"] for line in lines}
        time.sleep(0.1)


Calls = Callable[[Server, str], Counter[str]]


@pytest.fixture(scope="session")
def calls() -> Calls:
    """How often each deployment was called, by requests whose names begin so: their logs know it at once."""

    def count(server: Server, request_id: str = "") -> Counter[str]:
        told = [json.loads(line) for line in server.log_lines() if '"message": "CALL ' in line]
        mine = [line for line in told if line.get("request_id", "").startswith(request_id)]
        return Counter(line["deployment"].removeprefix("declaim_") for line in mine)

    return count


@pytest.fixture(scope="session")
def comes_to_rest() -> Callable[[Callable[[], object], object], Awaitable[None]]:
    """What is looked at comes to this, and stays there."""

    async def wait(look: Callable[[], object], expected: object) -> None:
        for _ in range(100):
            if look() == expected:
                break
            await asyncio.sleep(0.1)
        await asyncio.sleep(0.5)
        assert look() == expected

    return wait


def with_two_of_each(home: Path) -> Path:
    """The configuration with two Ingresses and two Encoders, whose spans go into files."""
    config = yaml.safe_load(CONFIG.read_text())
    exporter = {"exporter_import_path": "tests.deployments.span_files:to_files", "sampling_ratio": 1.0}
    config["tracing_config"] = {"enabled": True, **exporter}
    (application,) = config["applications"]
    application["args"]["cache"] = {"max_entry_bytes": 200_000, "near_bytes": 0}  # so that Redis is asked
    application["args"]["engines"]["fake"]["speed"] = 10
    for deployment in application["deployments"]:
        if deployment["name"] in {"Ingress", "Encoder"}:
            deployment["num_replicas"] = 2
    path = home / "config.yaml"
    path.write_text(yaml.safe_dump(config))
    return path


def with_torch(home: Path) -> Path:
    """The configuration with the engines of torch in it, and a voice for one of them: the other one clones."""
    # Here, because torch takes seconds, which other tests need not wait.
    from benchmarks.engines import random_vits, random_xtts  # noqa: PLC0415

    random_xtts.make(home / "xtts", stop_bias=3.0, gpt_max_audio_tokens=40, **random_xtts.SMALL)
    random_vits.write(home / "voices/small", random_vits.small(("anna", "otto")))
    (home / "voices/small.yaml").write_text(VITS)
    config = yaml.safe_load(CONFIG.read_text())
    application = config["applications"][0]
    application["args"]["engines"]["vits"] = {"device": "cpu"}
    application["args"]["engines"]["xtts"] = {"device": "cpu", "model": str(home / "xtts"), "slots": 4}
    like = application["deployments"][-1]
    application["deployments"] += [{**like, "name": f"Synthesizer-{engine}"} for engine in ("vits", "xtts")]
    path = home / "config.yaml"
    path.write_text(yaml.safe_dump(config))
    return path
