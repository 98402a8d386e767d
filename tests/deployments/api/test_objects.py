"""Objects by their links: all of one or a part, to whoever holds a link that is good."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

KEY = "audio/abc.mp3"
DATA = bytes(range(256)) * 10


@pytest.fixture
async def house(make_house, tmp_path: Path):
    house = make_house(home=tmp_path)
    await house.objects.put(KEY, DATA, "audio/mpeg")
    return house


def path_of(url: str) -> str:
    split = urlsplit(url)
    return f"{split.path}?{split.query}"


@pytest.fixture
def url(house) -> str:
    return path_of(house.links.get(KEY, "http://test", expires_s=60))


async def test_all_of_it(house, url):
    got = await house.client.get(url)
    assert (got.status_code, got.content) == (200, DATA)
    assert got.headers["content-type"] == "audio/mpeg"
    assert got.headers["content-length"] == str(len(DATA))
    assert got.headers["accept-ranges"] == "bytes"
    assert got.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert got.headers["x-content-type-options"] == "nosniff"
    head = await house.client.head(url)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(DATA)))


async def test_a_part_of_it(house, url):
    got = await house.client.get(url, headers={"Range": "bytes=100-199"})
    assert (got.status_code, got.content) == (206, DATA[100:200])
    assert got.headers["content-range"] == f"bytes 100-199/{len(DATA)}"
    behind = await house.client.get(url, headers={"Range": "bytes=9999-"})
    assert (behind.status_code, behind.headers["content-range"]) == (416, f"bytes */{len(DATA)}")


async def test_who_has_it_already_gets_nothing(house, url):
    etag = (await house.client.get(url)).headers["etag"]
    again = await house.client.get(url, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_name_to_save_it_under(house):
    url = path_of(house.links.get(KEY, "", expires_s=60, filename='Kapitel "1"\r\nX: y.mp3'))
    disposition = (await house.client.get(url)).headers["content-disposition"]
    assert disposition.startswith("attachment; filename=")
    assert "\r" not in disposition
    assert disposition.endswith("; filename*=UTF-8''Kapitel%20%221%22%0D%0AX%3A%20y.mp3")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT"])
async def test_without_a_link_nothing(house, method):
    refused = await house.client.request(method, f"/v1/objects/{KEY}")
    assert refused.status_code == 403
    assert await house.objects.get(KEY) == DATA


async def test_links_that_are_not_good(house, url):
    expired = path_of(house.links.get(KEY, "", expires_s=60))
    for bad in (url[:-1], url.replace("abc", "abd"), url.replace("expires=", "expires=1")):
        refused = await house.client.get(bad)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "link_invalid")
    assert (await house.client.put(url, content=b"x")).status_code == 403
    house.clock.ahead_s = 61
    refused = await house.client.get(expired)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "link_expired")


@pytest.mark.parametrize(
    "key", ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2fetc/passwd", "voices/anna.yaml", "a%00b"]
)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
async def test_no_key_leads_out(house, key, method):
    await house.objects.put("voices/anna.yaml", b"secret")
    refused = await house.client.request(method, f"/v1/objects/{key}")
    assert refused.status_code in {403, 404, 405}
    assert await house.objects.get("voices/anna.yaml") == b"secret"


async def test_a_link_to_what_is_gone(house, url):
    assert (await house.client.delete(f"/v1/objects/{KEY}")).json() == {
        "id": KEY,
        "object": "object.deleted",
        "deleted": True,
    }
    assert (await house.client.get(url)).json()["error"]["code"] == "object_not_found"
    assert (await house.client.delete(f"/v1/objects/{KEY}")).status_code == 404


async def test_a_new_link(house):
    link = (await house.client.post(f"/v1/objects/{KEY}")).json()
    assert (await house.client.get(path_of(link["url"]))).content == DATA
    assert (await house.client.post("/v1/objects/audio/none.mp3")).status_code == 404


async def test_a_file_by_a_link_to_write(make_house, tmp_path):
    house = make_house(home=tmp_path, objects={"max_file_bytes": 1000})
    url = path_of(house.links.put("files/one", "", expires_s=60))
    assert (await house.client.put(url, content=b"x" * 1001)).status_code == 413
    assert await house.objects.list("files/") == {}
    assert (await house.client.put(url, content=b"x" * 1000)).status_code == 200
    assert await house.objects.get("files/one") == b"x" * 1000


async def test_public_audio_needs_no_link(make_house, tmp_path):
    house = make_house(home=tmp_path, objects={"public": True})
    await house.objects.put(KEY, DATA, "audio/mpeg")
    got = await house.client.get(f"/v1/objects/{KEY}")
    assert got.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (await house.client.get("/v1/objects/voices/anna.yaml")).status_code == 403
    told = (await house.speak("Hello.", delivery="url")).json()
    assert told["expires_at"] is None
    assert (await house.client.get(told["url"])).status_code == 200


async def test_deleting_and_new_links_ask_for_a_key(make_house, tmp_path):
    house = make_house(home=tmp_path, keys=("secret",))
    await house.objects.put(KEY, DATA, "audio/mpeg")
    for method in ("DELETE", "POST"):
        assert (await house.client.request(method, f"/v1/objects/{KEY}")).status_code == 401
    url = path_of(house.links.get(KEY, "", expires_s=60))
    assert (await house.client.get(url)).content == DATA
