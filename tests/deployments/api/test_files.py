"""Files over ASGI, and by OpenAI's own client."""

import asyncio
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openai import BadRequestError, NotFoundError, OpenAI

LINE = json.dumps({"custom_id": "a", "method": "POST", "url": "/v1/audio/speech", "body": {"input": "Hello."}})


@pytest.fixture
def house(make_house, tmp_path: Path):
    return make_house(home=tmp_path, objects={"max_file_bytes": 100_000})


async def upload(house, data: bytes = LINE.encode(), name: str = "in.jsonl", purpose: str = "batch", **fields):
    files = {"file": (name, data)}
    return await house.client.post("/v1/files", data={"purpose": purpose, **fields}, files=files)


async def kept(house) -> set[str]:
    return set(await house.objects.list("files/"))


async def test_a_files_life(house):
    made = (await upload(house, name="dir/Bücher.jsonl")).json()
    assert made | {"id": "", "created_at": 0} == {
        "id": "",
        "object": "file",
        "bytes": len(LINE),
        "created_at": 0,
        "expires_at": None,
        "filename": "Bücher.jsonl",
        "purpose": "batch",
        "status": "processed",
        "upload_url": None,
    }
    path = f"/v1/files/{made['id']}"
    assert (await house.client.get(path)).json() == made
    content = await house.client.get(f"{path}/content")
    assert content.text == LINE
    assert content.headers["content-disposition"].endswith("; filename*=UTF-8''B%C3%BCcher.jsonl")
    assert (await house.client.delete(path)).json() == {"id": made["id"], "object": "file", "deleted": True}
    for method, where in (("GET", path), ("GET", f"{path}/content"), ("DELETE", path)):
        gone = await house.client.request(method, where)
        assert (gone.status_code, gone.json()["error"]["code"]) == (404, "file_not_found")


async def test_a_list_goes_on_where_the_last_page_ended(house):
    ids = [(await upload(house)).json()["id"] for _ in range(3)]
    first = (await house.client.get("/v1/files", params={"limit": 2})).json()
    assert [file["id"] for file in first["data"]] == [ids[2], ids[1]]
    assert first["has_more"]
    rest = (await house.client.get("/v1/files", params={"limit": 2, "after": first["last_id"]})).json()
    assert [file["id"] for file in rest["data"]] == [ids[0]]
    other = (await upload(house, purpose="user_data")).json()["id"]
    for _ in range(3):
        await upload(house)
    found = (await house.client.get("/v1/files", params={"purpose": "user_data", "limit": 1})).json()
    assert ([file["id"] for file in found["data"]], found["has_more"]) == ([other], False)
    none = (await house.client.get("/v1/files", params={"purpose": "batch_output"})).json()
    assert none["data"] == []


@pytest.mark.parametrize(
    ("fields", "status", "param"),
    [
        ({"purpose": "fine-tune"}, 400, "purpose"),
        ({"name": ""}, 400, "file"),
        ({"name": "x" * 300}, 400, "file"),
        ({"data": b"x" * 100_001}, 413, "file"),
        ({"data": b"x" * 400_000}, 413, "file"),
        ({"expires_after[seconds]": "soon"}, 400, "expires_after"),
        ({"expires_after[seconds]": "0"}, 400, "expires_after"),
    ],
)
async def test_what_is_refused_leaves_nothing(house, fields, status, param):
    refused = await upload(house, **fields)
    assert (refused.status_code, refused.json()["error"]["param"]) == (status, param), refused.text
    assert await kept(house) == set()


async def test_bodies_that_are_no_form(house):
    for headers, body in (
        ({"content-type": "text/plain"}, b"x"),
        ({"content-type": "multipart/form-data"}, b"x"),
        ({"content-type": "multipart/form-data; boundary=b"}, b"--b\r\nContent-Disposition: form-data; name="),
    ):
        refused = await house.client.post("/v1/files", content=body, headers=headers)
        assert refused.status_code == 400, refused.text
    assert await kept(house) == set()


async def test_a_client_that_goes_in_the_middle_leaves_nothing(house, raw_wire):
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    headers = {"content-type": "multipart/form-data; boundary=b"}
    wire = raw_wire(house.app, head, b"x" * 50_000, headers=headers, ends=False, path="/v1/files")
    await asyncio.sleep(0.05)
    wire.gone.set()
    await wire.exchange
    assert await kept(house) == set()


async def test_a_file_may_be_put_by_a_link(house):
    asked = {"filename": "in.jsonl"}
    announced = (await house.client.post("/v1/files", json=asked)).json()
    assert announced["status"] == "uploaded"
    assert (await house.client.get(f"/v1/files/{announced['id']}")).status_code == 404
    split = urlsplit(announced["upload_url"])
    put = await house.client.put(f"{split.path}?{split.query}", content=LINE.encode())
    assert put.status_code == 200
    assert (await house.client.get(f"/v1/files/{announced['id']}/content")).text == LINE
    wrong = await house.client.post("/v1/files", json={"filename": ""})
    assert (wrong.status_code, wrong.json()["error"]["param"]) == (400, "filename")


async def test_a_file_that_expires(house):
    made = (await upload(house, **{"expires_after[seconds]": "3600"})).json()
    assert made["expires_at"] == made["created_at"] + 3600


def test_by_openais_client(base_url):
    client = OpenAI(base_url=base_url, api_key="none", max_retries=0)
    made = client.files.create(file=("in.jsonl", LINE.encode()), purpose="batch")
    assert client.files.retrieve(made.id) == made
    assert client.files.content(made.id).text == LINE
    assert made.id in [file.id for file in client.files.list(purpose="batch")]
    assert client.files.delete(made.id).deleted
    with pytest.raises(NotFoundError):
        client.files.retrieve(made.id)
    with pytest.raises(BadRequestError):
        client.files.create(file=("in.jsonl", b"x"), purpose="assistants")
