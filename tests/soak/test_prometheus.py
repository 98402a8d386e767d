"""A real Prometheus watches a real server: dashboards show something, and alerts call when something breaks."""

import asyncio
import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from itertools import count

import httpx
import pytest
import yaml

from benchmarks.load.plan import Plan
from benchmarks.load.run import under_load
from benchmarks.prometheus_process import PrometheusProcess
from benchmarks.serving import ROOT, Server
from k8s.monitoring.check import asked
from k8s.monitoring.dashboards import DASHBOARDS
from models.voice import BUILT_IN

pytestmark = [
    pytest.mark.soak,
    pytest.mark.timeout(600),
    pytest.mark.skipif(shutil.which("prometheus") is None, reason="wants Debian's package prometheus"),
]

LONGEST_S = 90
SHORT_S = 2
"""For which what an alert is about has to last here."""
INPUTS = {"namespace": ".*", "gpu_hour": "2", "core_hour": "0.04", "__rate_interval": "1m", "__range": "5m"}
QUIET = {"GPUs at work", "GPU memory used", "Segments begun anew", "Attempts"}
"""Panels of what does not happen here: there is no GPU, nothing babbles, nobody wants to be told of batches."""


@pytest.fixture(scope="module")
def server(shared_redis, tmp_path_factory) -> Iterator[Server]:
    """An engine of tones some of whose words are faults, and a voice for which eSpeak stands in."""
    home = tmp_path_factory.mktemp("watched")
    config = yaml.safe_load((ROOT / "tests/deployments/config.yaml").read_text())
    (application,) = config["applications"]
    application["args"] |= {"routing": {"failures": 5, "open_s": 2}, "cache": {"near_bytes": 0}}
    application["args"]["engines"]["piper"] = None
    application["deployments"].append({**application["deployments"][-1], "name": "Synthesizer-piper"})
    (home / "config.yaml").write_text(yaml.safe_dump(config))
    (home / "voices").mkdir()
    fake = (BUILT_IN / "fake.yaml").read_text()
    (home / "voices/fragile.yaml").write_text(fake.replace("id: fake", "id: fragile") + "fallback: [espeak]\n")
    running = Server(home, home / "config.yaml", {"DECLAIM_REDIS_URL": shared_redis.url})
    try:
        yield running.wait_until_ready()
    finally:
        running.stop()


@pytest.fixture(scope="module")
def prometheus(server, tmp_path_factory) -> Iterator[PrometheusProcess]:
    address = server.url.removeprefix("http://")
    process = PrometheusProcess(tmp_path_factory.mktemp("prometheus"), address, SHORT_S)
    try:
        yield process.start()
    finally:
        process.stop()


async def load(server: Server, seconds: float) -> None:
    await under_load(Plan("openai", server.url, "mixed", seconds, seed=int(time.time()), rate=5))


def say(server: Server, text: str, **fields: object) -> int:
    asked = {"input": text, "voice": "fake", **fields}
    return httpx.post(f"{server.url}/v1/audio/speech", json=asked, timeout=60).status_code


def filled_in(expression: str) -> str:
    """As Grafana does it."""
    return re.sub(r"\$(\w+)", lambda found: INPUTS[found[1]], expression)


async def calls(prometheus: PrometheusProcess, alert: str, meanwhile: Callable[[], object] = lambda: None) -> None:
    """Prints after how many seconds that alert fires."""
    begun = time.monotonic()
    while alert not in prometheus.firing():
        assert time.monotonic() - begun < LONGEST_S, f"{alert} does not fire: {prometheus.firing()}"
        await asyncio.to_thread(meanwhile)
        await asyncio.sleep(0.5)
    print(f"\n{alert} after {time.monotonic() - begun:.0f} s")


async def batch(server: Server) -> None:
    """A batch of two, to its end."""
    lines = [
        f'{{"custom_id": "{n}", "method": "POST", "url": "/v1/audio/speech", "body": {{"model": "tts-1", '
        f'"input": "Item {n}.", "voice": "fake"}}}}'
        for n in range(2)
    ]
    async with httpx.AsyncClient(base_url=server.url, timeout=30) as client:
        sent = await client.post("/v1/files", data={"purpose": "batch"}, files={"file": ("b.jsonl", "\n".join(lines))})
        about = {"input_file_id": sent.raise_for_status().json()["id"], "endpoint": "/v1/audio/speech"}
        made = (await client.post("/v1/batches", json={**about, "completion_window": "24h"})).raise_for_status().json()
        for _ in range(100):
            if (await client.get(f"/v1/batches/{made['id']}")).json()["status"] == "completed":
                return
            await asyncio.sleep(0.2)
    raise AssertionError("the batch did not end")


async def test_nothing_calls_while_all_is_well(server, prometheus):
    await asyncio.gather(load(server, 40), batch(server))
    assert not prometheus.firing()


async def test_the_cache_goes(server, prometheus, shared_redis):
    shared_redis.stop()
    await asyncio.gather(load(server, 30), calls(prometheus, "DeclaimCacheDown"))
    shared_redis.start()


async def test_an_engine_fails(server, prometheus):
    numbers = count()

    def ask() -> None:
        assert say(server, f"This fails, number {next(numbers)}.", voice="fragile") == 200

    for alert in ("DeclaimBreakerOpen", "DeclaimFallbacks"):
        await calls(prometheus, alert, ask)


async def test_requests_fail(server, prometheus):
    numbers = count()

    def ask() -> None:
        assert say(server, f"This fails, number {next(numbers)}, for good.", fallback="never") == 503

    await calls(prometheus, "DeclaimErrorBudgetFastBurn", ask)


async def test_replicas_die_again_and_again(server, prometheus):
    for _ in range(3):
        os.kill(server.replica("Synthesizer-espeak").pid, signal.SIGKILL)
        await asyncio.sleep(8)
    await calls(prometheus, "DeclaimReplicaRestarts")


async def test_every_panel_shows_something(server, prometheus):
    """After all that has happened."""
    await asyncio.gather(load(server, 20), asyncio.to_thread(say, server, "Piper speaks too.", voice="declaim"))
    shown = {
        panel.title
        for dashboard in DASHBOARDS
        for panel, _, expression in asked(dashboard)
        if prometheus.query(filled_in(expression))
    }
    every = {panel.title for dashboard in DASHBOARDS for panel, _, _ in asked(dashboard)}
    assert every - shown == QUIET


async def test_the_server_goes(server, prometheus):
    server.stop()
    await calls(prometheus, "DeclaimNoMetrics")
