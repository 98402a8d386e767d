"""Cloning in the whole application: a voice is there at once, outlives the replica that made it, and goes for good."""

import asyncio
import signal
from pathlib import Path

import httpx
import pytest

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(120)]

VOICES = "/v1/audio/voices"
CONSENT = {"name": "Anna", "consent": "true"}


@pytest.fixture
async def client(server):
    async with httpx.AsyncClient(base_url=server.url, timeout=60) as client:
        yield client


async def speak(client: httpx.AsyncClient, voice: str, text: str) -> httpx.Response:
    return await client.post("/v1/audio/speech", json={"input": text, "voice": voice, "response_format": "pcm"})


async def listed(client: httpx.AsyncClient) -> set[str]:
    return {voice["id"] for voice in (await client.get(VOICES)).json()["voices"]}


async def test_a_voices_life(client, server, recording):
    made = await client.post(VOICES, data=CONSENT, files={"audio_sample": ("anna.wav", recording)})
    assert (made.status_code, made.json()["id"]) == (200, "anna"), made.text
    spoken = await speak(client, "anna", "This is Anna.")
    assert (spoken.status_code, spoken.headers["x-declaim-engine"]) == (200, "xtts")
    assert len(spoken.content) > 2000
    assert spoken.content != (await speak(client, "fake", "This is Anna.")).content

    ingress = server.replica("Ingress")
    ingress.send_signal(signal.SIGKILL)
    await asyncio.to_thread(ingress.wait, 10)
    async with asyncio.timeout(60):
        while not await is_up(client):  # noqa: ASYNC110 - another process says so
            await asyncio.sleep(0.2)
    assert "anna" in await listed(client)
    again = await speak(client, "anna", "This is Anna.")
    assert again.content == spoken.content

    assert (await client.delete(f"{VOICES}/anna")).json()["deleted"]
    assert (await client.delete(f"{VOICES}/anna")).status_code == 404
    assert (await speak(client, "anna", "Is anybody there?")).json()["error"]["code"] == "voice_not_found"
    assert "anna" not in await listed(client)
    objects = Path(server.log).parent / "objects"
    assert [path for kind in ("voices", "clips") for path in (objects / kind).rglob("*") if path.is_file()] == []


async def is_up(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/readyz")).status_code == 200
    except httpx.TransportError:
        return False


async def test_of_many_uploads_of_one_name_one_is_taken(client, recording):
    async def upload() -> int:
        files = {"audio_sample": ("bob.wav", recording)}
        return (await client.post(VOICES, data={**CONSENT, "name": "Bob"}, files=files)).status_code

    assert sorted(await asyncio.gather(*(upload() for _ in range(6)))) == [200, *[409] * 5]
    assert (await client.delete(f"{VOICES}/bob")).status_code == 200


async def test_a_file_that_is_too_large_is_refused(client):
    files = {"audio_sample": ("long.wav", bytes(12 * 2**20))}
    response = await client.post(VOICES, data=CONSENT, files=files)
    assert (response.status_code, response.json()["error"]["param"]) == (413, "audio_sample")
