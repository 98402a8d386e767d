"""Batches in the whole application: all of it is there once, whoever dies, and whoever wants to know is told."""

import asyncio
import base64
import io
import json
import signal
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp.web
import av
import httpx
import pytest
from standardwebhooks import Webhook

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(120)]

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
CHAPTERS = 20


@pytest.fixture
async def client(server) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server.url, timeout=60) as client:
        yield client


@pytest.fixture
def submit(client) -> Callable[..., Awaitable[dict]]:
    """Requests, as a file."""

    async def run(*bodies: dict, **fields) -> dict:
        lines = [
            json.dumps({"custom_id": f"item-{n}", "method": "POST", "url": "/v1/audio/speech", "body": body})
            for n, body in enumerate(bodies)
        ]
        files = {"file": ("in.jsonl", "\n".join(lines).encode())}
        file = (await client.post("/v1/files", data={"purpose": "batch"}, files=files)).json()
        return (await client.post("/v1/batches", json={"input_file_id": file["id"], **fields})).json()

    return run


@pytest.fixture
def ended(client) -> Callable[[str], Awaitable[dict]]:
    async def wait(batch: str) -> dict:
        while True:
            told = (await client.get(f"/v1/batches/{batch}")).json()
            if told["status"] in {"completed", "cancelled", "expired", "failed"}:
                return told
            await asyncio.sleep(0.1)

    return wait


@pytest.fixture
async def receiver() -> AsyncIterator[tuple[str, asyncio.Queue]]:
    """Somebody who wants to be told, and what was."""
    told: asyncio.Queue = asyncio.Queue()

    async def take(request: aiohttp.web.Request) -> aiohttp.web.Response:
        told.put_nowait((dict(request.headers), await request.text()))
        return aiohttp.web.Response()

    app = aiohttp.web.Application()
    app.router.add_post("/hook", take)
    runner = aiohttp.web.AppRunner(app)
    await runner.setup()
    site = aiohttp.web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", told
    await runner.cleanup()


async def lines(client: httpx.AsyncClient, file_id: str) -> list[dict]:
    return [json.loads(line) for line in (await client.get(f"/v1/files/{file_id}/content")).text.splitlines()]


def seconds(audio: bytes) -> float:
    with av.open(io.BytesIO(audio)) as container:
        rate = container.streams.audio[0].rate
        return sum(frame.samples for frame in container.decode(audio=0)) / rate


async def test_all_that_is_good_is_there_and_all_that_is_not_is_told(client, submit, ended, receiver):
    url, told = receiver
    good = [{"input": f"This is item {n}. It is short.", "response_format": "flac"} for n in range(20)]
    bad = [{"input": "Hello.", "voice": "nobody"}, {"input": " "}]
    batch = await submit(*good, *bad, webhook={"url": url, "secret": SECRET})
    end = await ended(batch["id"])
    assert (end["status"], end["request_counts"]) == ("completed", {"total": 22, "completed": 20, "failed": 2})
    items = await lines(client, end["output_file_id"])
    assert [item["custom_id"] for item in items] == [f"item-{n}" for n in range(20)]
    for item in items:
        body = item["response"]["body"]
        assert seconds((await client.get(body["url"])).content) == pytest.approx(body["duration_s"])
    errors = {item["custom_id"]: item["response"] for item in await lines(client, end["error_file_id"])}
    assert {name: response["status_code"] for name, response in errors.items()} == {"item-20": 400, "item-21": 400}
    assert errors["item-20"]["body"]["error"]["param"] == "voice"

    async with asyncio.timeout(10):
        headers, body = await told.get()
    assert Webhook(SECRET).verify(body, headers)
    assert (json.loads(body)["type"], json.loads(body)["data"]["id"]) == ("batch.completed", batch["id"])


async def test_a_worker_that_is_killed_costs_no_item(client, server, submit, ended):
    batch = await submit(*({"input": f"Killed or not, item {n} is spoken. Twice even."} for n in range(120)))
    await asyncio.sleep(1)
    worker = server.replica("BatchWorker")
    worker.send_signal(signal.SIGKILL)
    await asyncio.to_thread(worker.wait, 10)
    end = await ended(batch["id"])
    assert end["request_counts"] == {"total": 120, "completed": 120, "failed": 0}
    assert len(await lines(client, end["output_file_id"])) == 120


async def test_cancelled_in_the_middle(client, submit, ended):
    batch = await submit(*({"input": f"Item {n} hangs, most likely."} for n in range(30)))
    await asyncio.sleep(0.5)
    cancelled = (await client.post(f"/v1/batches/{batch['id']}/cancel")).json()
    assert cancelled["status"] == "cancelling"
    end = await ended(batch["id"])
    assert end["status"] == "cancelled"
    undone = await lines(client, end["error_file_id"])
    assert {line["error"]["code"] for line in undone if line["error"]} == {"batch_cancelled"}


async def test_a_book(client, server, ended, calls, comes_to_rest):
    def text(word: str) -> str:
        return "\n\n".join(
            f"# Chapter {n}\n\n"
            + " ".join(f"Sentence {m} of chapter {n} is {word if n == m == 3 else 'here'}." for m in range(6))
            for n in range(CHAPTERS)
        )

    async def bound(word: str) -> dict:
        asked = {"input": text(word), "input_format": "markdown", "body": {"voice": "fake", "response_format": "mp3"}}
        return await ended((await client.post("/v1/batches", json=asked)).json()["id"])

    end = await bound("here")
    assert end["request_counts"] == {"total": CHAPTERS, "completed": CHAPTERS, "failed": 0}
    audio = (await client.get(end["book"]["url"])).content
    assert len(audio) == end["book"]["bytes"]
    (manifest,) = [json.loads((await client.get(f"/v1/files/{end['book']['manifest_file_id']}/content")).text)]
    with av.open(io.BytesIO(audio)) as container:
        marks = container.chapters()
        assert container.duration / av.time_base == pytest.approx(end["book"]["duration_s"], abs=1e-3)
    assert [mark["metadata"]["title"] for mark in marks] == [f"Chapter {n}" for n in range(CHAPTERS)]
    starts = [float(mark["start"] * mark["time_base"]) for mark in marks]
    assert starts == pytest.approx([chapter["start_s"] for chapter in manifest["chapters"]], abs=1e-3)
    before = calls(server)["Synthesizer-fake"]
    again = await bound("there")
    assert again["book"]["id"] != end["book"]["id"]
    await comes_to_rest(lambda: calls(server)["Synthesizer-fake"], before + 1)


async def test_a_link_through_the_front_door(client):
    asked = {"input": "Hello, link.", "delivery": "url", "response_format": "wav"}
    told = (await client.post("/v1/audio/speech", json=asked)).json()
    part = await client.get(told["url"], headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"RIFF")
    assert (await client.head(told["url"])).headers["content-length"] == str(told["bytes"])
    assert (await client.get(told["url"].replace("audio/", "audio/0"))).status_code == 403
    assert (await client.post("/v1/audio/speech", json=asked)).json()["cached"]
