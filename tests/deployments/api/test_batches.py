"""Batches over ASGI, and by OpenAI's own client; what works on them is not here."""

import json
from pathlib import Path

import pytest
from openai import BadRequestError, ConflictError, OpenAI

from deployments.webhooks.message import Message, message_id
from deployments.webhooks.outbox import Outbox
from pipeline.batch.ledger import Ledger
from pipeline.batch.record import Audiobook, End, Result

END = {"finalizing_at": 1, "ended_at": 2, "completed": 1, "failed": 1, "characters": 30, "audio_s": 4.5}


def lines(*bodies: dict, **fields) -> bytes:
    usual = {"method": "POST", "url": "/v1/audio/speech", **fields}
    return b"\n".join(
        json.dumps({"custom_id": f"item-{n}", "body": body, **usual}).encode() for n, body in enumerate(bodies)
    )


GOOD = lines({"input": "One."}, {"input": "Two, longer.", "voice": "fake"})


@pytest.fixture
def house(make_house, tmp_path: Path):
    return make_house(home=tmp_path)


async def upload(house, data: bytes, name: str = "in.jsonl") -> str:
    answer = await house.client.post("/v1/files", data={"purpose": "batch"}, files={"file": (name, data)})
    return answer.json()["id"]


async def create(house, data: bytes | None = None, name: str = "in.jsonl", **fields):
    asked = {"endpoint": "/v1/audio/speech", "completion_window": "24h", **fields}
    if data is not None:
        asked["input_file_id"] = await upload(house, data, name)
    return await house.client.post("/v1/batches", json=asked)


async def test_a_batch_is_accepted_and_handed_to_the_workers(house):
    made = (await create(house, GOOD, metadata={"book": "one"}, priority="high")).json()
    assert made["status"] == "in_progress"
    assert made["request_counts"] == {"total": 2, "completed": 0, "failed": 0}
    assert made["metadata"] == {"book": "one"}
    assert made["expires_at"] == made["created_at"] + 24 * 3600
    assert made["progress"] == {"characters": 0, "total_characters": 16, "audio_s": 0.0, "eta_s": None}
    assert house.queue.items == [(made["id"], 0, "high"), (made["id"], 1, "high")]
    assert (await house.client.get(f"/v1/batches/{made['id']}")).json() == made
    item = await Ledger(house.objects).item(made["id"], 1)
    assert item.body == {"input": "Two, longer.", "voice": "fake"}


async def test_progress_is_told(house):
    made = (await create(house, GOOD)).json()
    said = {"request_id": "r", "body": {}, "characters": 4, "audio_s": 1.25}
    await Ledger(house.objects).add_result(made["id"], 0, Result(custom_id="item-0", status_code=200, **said))
    told = (await house.client.get(f"/v1/batches/{made['id']}")).json()
    assert told["request_counts"] == {"total": 2, "completed": 1, "failed": 0}
    assert (told["progress"]["characters"], told["progress"]["audio_s"]) == (4, 1.25)


async def test_the_end_is_told(house):
    made = (await create(house, GOOD)).json()
    end = End(status="completed", output_file_id="file-o", error_file_id="file-e", **END)
    await Ledger(house.objects).end(made["id"], end)
    told = (await house.client.get(f"/v1/batches/{made['id']}")).json()
    assert (told["status"], told["output_file_id"], told["error_file_id"]) == ("completed", "file-o", "file-e")
    assert (told["finalizing_at"], told["completed_at"], told["cancelled_at"]) == (1, 2, None)


async def test_what_the_queue_does_not_take_is_accepted_all_the_same(house):
    house.queue.away = True
    made = await create(house, GOOD)
    assert made.status_code == 200
    assert [record.id for record in await Ledger(house.objects).open()] == [made.json()["id"]]


@pytest.mark.parametrize(
    ("data", "line", "code"),
    [
        (GOOD + b"\n{", 3, "invalid_json_line"),
        (GOOD + b"\n\n" + GOOD, 4, "duplicate_custom_id"),
        (lines({"input": "a"}, url="/v1/embeddings"), 1, "invalid_url"),
        (GOOD.replace(b"Two", b"T\xffo"), 2, "invalid_encoding"),
        (b"", None, "empty_file"),
    ],
)
async def test_a_file_with_a_bad_line_has_failed_from_the_start(house, data, line, code):
    made = (await create(house, data)).json()
    assert made["status"] == "failed"
    assert made["failed_at"] == made["created_at"]
    first = made["errors"]["data"][0]
    assert (first["line"], first["code"]) == (line, code)
    assert first["message"]
    assert house.queue.items == []
    assert await Ledger(house.objects).open() == []
    assert (await house.client.post(f"/v1/batches/{made['id']}/cancel")).status_code == 409


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"endpoint": "/v1/chat/completions"}, "endpoint"),
        ({"completion_window": "soon"}, "completion_window"),
        ({"completion_window": "0h"}, "completion_window"),
        ({"input_file_id": "file-none"}, "input_file_id"),
        ({"input_file_id": "../voices/anna.yaml"}, "input_file_id"),
        ({}, "input_file_id"),
        ({"input": "a", "input_file_id": "b"}, "input_file_id"),
        ({"input": "a", "metadata": {"a": "x" * 513}}, "metadata.a"),
        ({"input": "a", "priority": "highest"}, "priority"),
        ({"input": "a", "body": {"voice": "nobody"}}, "body.voice"),
        ({"input": "a", "body": {"speed": 9}}, "body.speed"),
        ({"input": "a", "body": {"response_format": "doc"}}, "body.response_format"),
        ({"input": "a", "webhook": {"url": "ftp://x", "secret": "y"}}, "webhook.url"),
        ({"input": "a", "output_expires_after": {"seconds": 5}}, "output_expires_after.seconds"),
    ],
)
async def test_a_request_that_is_wrong_names_the_field(house, fields, param):
    refused = await create(house, **fields)
    assert (refused.status_code, refused.json()["error"]["param"]) == (400, param), refused.text
    assert await Ledger(house.objects).ids() == []


async def test_cancelling(house):
    made = (await create(house, GOOD)).json()
    cancelled = (await house.client.post(f"/v1/batches/{made['id']}/cancel")).json()
    assert cancelled["status"] == "cancelling"
    assert cancelled["cancelling_at"] >= made["created_at"]
    await Ledger(house.objects).end(made["id"], End(status="cancelled", **END))
    again = await house.client.post(f"/v1/batches/{made['id']}/cancel")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "batch_has_ended")
    for method, path in (("GET", "/v1/batches/none"), ("POST", "/v1/batches/none/cancel")):
        assert (await house.client.request(method, path)).status_code == 404


async def test_the_newest_come_first(house):
    ids = [(await create(house, GOOD)).json()["id"] for _ in range(3)]
    first = (await house.client.get("/v1/batches", params={"limit": 2})).json()
    assert [batch["id"] for batch in first["data"]] == [ids[2], ids[1]]
    assert first["has_more"]
    rest = (await house.client.get("/v1/batches", params={"after": first["last_id"]})).json()
    assert [batch["id"] for batch in rest["data"]] == [ids[0]]


async def test_a_text_becomes_a_book(house):
    made = (await create(house, input="Chapter 1\n\nIt was a night.", body={"voice": "fake"})).json()
    assert made["request_counts"]["total"] >= 1
    item = await Ledger(house.objects).item(made["id"], 0)
    assert item.custom_id == "chapter-001"
    assert item.body["voice"] == "fake"
    assert "It was a night." in item.body["input"]
    audiobook = Audiobook(key="audio/b.m4b", size_bytes=1, duration_s=2.0, manifest_file_id="file-m")
    await Ledger(house.objects).end(made["id"], End(status="completed", audiobook=audiobook, **END))
    book = (await house.client.get(f"/v1/batches/{made['id']}")).json()["book"]
    assert book["url"].startswith("http://test/v1/objects/audio/b.m4b?")
    assert (book["bytes"], book["duration_s"], book["manifest_file_id"]) == (1, 2.0, "file-m")


async def test_defaults_of_all_lines(house):
    made = (await create(house, GOOD, body={"voice": "espeak", "speed": 2})).json()
    bodies = [(await Ledger(house.objects).item(made["id"], n)).body for n in range(2)]
    assert [(body["voice"], body["speed"]) for body in bodies] == [("espeak", 2), ("fake", 2)]


async def test_the_webhook_is_told_of_and_sent_again(house):
    url, secret = "https://example.org/hook", "whsec_" + "A" * 43 + "="
    made = (await create(house, GOOD, webhook={"url": url, "secret": secret})).json()
    path = f"/v1/batches/{made['id']}"
    assert made["webhook"] == {"status": "waiting", "attempts": 0, "outcome": None}
    assert (await house.client.post(f"{path}/webhook")).status_code == 404
    fields = {"url": url, "secret": secret, "type": "batch.completed", "created_at": 1, "data": {"id": made["id"]}}
    await Outbox(house.objects).add(Message(id=message_id(made["id"]), **fields))
    told = (await house.client.post(f"{path}/webhook")).json()
    assert told["webhook"]["status"] == "due"
    assert secret not in (await house.client.get(path)).text
    assert [key for key in await house.objects.list("outbox/due/") if key.endswith(".again")]


@pytest.mark.parametrize(
    ("webhook", "param"),
    [
        ({"url": "http://169.254.169.254/x", "secret": "whsec_" + "A" * 43 + "="}, "webhook.url"),
        ({"url": "http://127.0.0.1/x", "secret": "whsec_" + "A" * 43 + "="}, "webhook.url"),
        ({"url": "https://example.org", "secret": "short"}, "webhook.secret"),
    ],
)
async def test_a_webhook_that_may_not_be_is_refused(house, webhook, param):
    refused = await create(house, GOOD, webhook=webhook)
    assert (refused.status_code, refused.json()["error"]["param"]) == (400, param)


def test_by_openais_client(base_url):
    client = OpenAI(base_url=base_url, api_key="none", max_retries=0)
    file = client.files.create(file=("in.jsonl", GOOD), purpose="batch")
    asked = {"endpoint": "/v1/audio/speech", "completion_window": "24h", "input_file_id": file.id}
    batch = client.batches.create(**asked, metadata={"a": "b"})
    assert (batch.status, batch.request_counts.total, batch.input_file_id) == ("in_progress", 2, file.id)
    assert client.batches.retrieve(batch.id) == batch
    assert next(iter(client.batches.list())).id == batch.id
    assert client.batches.cancel(batch.id).status == "cancelling"
    bad = client.files.create(file=("in.jsonl", b"{"), purpose="batch")
    failed = client.batches.create(**asked | {"input_file_id": bad.id})
    assert (failed.status, failed.errors.data[0].line) == ("failed", 1)
    with pytest.raises(ConflictError):
        client.batches.cancel(failed.id)
    with pytest.raises(BadRequestError):
        client.batches.create(**asked | {"input_file_id": "file-none"})
