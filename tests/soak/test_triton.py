"""The whole server over a Triton that is killed and started again, twice, under load: no request fails."""

import asyncio

import httpx
import pytest
import yaml

from benchmarks.serving import ROOT, Server

pytestmark = [pytest.mark.soak, pytest.mark.timeout(240)]

VOICE = """
id: fleet
name: On Triton
engine: triton
model: declaim
revision: "1"
languages: [en-us]
licence: Apache-2.0
sample_rate: 16000
gain_db: 0
max_chars: 400
fallback: [espeak]
"""
CALLERS = 8


@pytest.fixture
def server(triton, tmp_path):
    triton.start()
    config = yaml.safe_load((ROOT / "tests/deployments/config.yaml").read_text())
    (application,) = config["applications"]
    application["args"]["engines"]["triton"] = {"url": triton.url, "timeout_s": 50}
    like = next(each for each in application["deployments"] if each["name"] == "Synthesizer-espeak")
    application["deployments"].append({**like, "name": "Synthesizer-triton"})
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(config))
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices/fleet.yaml").write_text(VOICE)
    running = Server(tmp_path, tmp_path / "config.yaml")
    try:
        yield running.wait_until_ready()
    finally:
        running.stop()


async def test_killed_under_load(server, triton):
    engines: list[str] = []

    async def call(client: httpx.AsyncClient, caller: int) -> None:
        n = 0
        while True:
            n += 1
            asked = {
                "input": f"Caller {caller} says line {n}, and then goes on for as long as most sentences do.",
                "voice": "fleet",
                "response_format": "pcm",
            }
            response = await client.post("/v1/audio/speech", json=asked)
            assert response.status_code == 200, response.text
            assert len(response.content) > 16000
            engines.append(response.headers["x-declaim-engine"])
            await asyncio.sleep(0.2)  # or the stand-in would take the processors that Triton starts with

    async def until(engine: str) -> None:
        before = len(engines)
        async with asyncio.timeout(60):
            while engines[before:].count(engine) < 20:  # noqa: ASYNC110 - seldom, and in a test
                await asyncio.sleep(0.1)

    async with httpx.AsyncClient(base_url=server.url, timeout=90) as client, asyncio.TaskGroup() as group:
        calling = [group.create_task(call(client, n)) for n in range(CALLERS)]
        await until("triton")
        for _ in range(2):
            triton.kill()
            await until("espeak")
            await asyncio.to_thread(triton.start)
            await until("triton")
        for task in calling:
            task.cancel()
    print(f"{len(engines)} requests, {engines.count('espeak')} of them by the stand-in")
