"""Presigned addresses, as a real server takes and refuses them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import urllib3

from cache.errors import InvalidKey
from cache.links import disposition
from cache.s3 import S3Objects
from cache.s3_address import S3Address
from cache.s3_links import LONGEST_S, S3Links

ADDRESS = S3Address("http://inside:9000", "bucket", "key", "the-secret", public_endpoint="https://audio.example.org")


def ask(method: str, url: str, body: bytes | None = None, **options) -> urllib3.BaseHTTPResponse:
    return urllib3.request(method, url, body=body, retries=False, **options)


@pytest.mark.cluster
async def test_an_address_gives_the_object_under_a_name(s3):
    await S3Objects(s3).put("audio/a.mp3", b"sound", "audio/mpeg")
    answer = ask("GET", S3Links(s3).get("audio/a.mp3", "", expires_s=60, filename='Grüße "100%".mp3'))
    assert (answer.status, answer.data, answer.headers["Content-Type"]) == (200, b"sound", "audio/mpeg")
    assert answer.headers["Content-Disposition"] == disposition("attachment", 'Grüße "100%".mp3')
    part = ask("GET", S3Links(s3).get("audio/a.mp3", "", expires_s=60), headers={"Range": "bytes=1-2"})
    assert (part.status, part.data) == (206, b"ou")


@pytest.mark.cluster
async def test_an_address_takes_the_object(s3):
    url = S3Links(s3).put("audio/a.mp3", "", expires_s=60)
    for data in (b"one", b"two"):
        assert ask("PUT", url, data).status == 200
        assert await S3Objects(s3).get("audio/a.mp3") == data


@pytest.mark.cluster
async def test_what_was_not_signed_is_refused(s3, monkeypatch):
    objects, links = S3Objects(s3), S3Links(s3)
    for key in ("audio/a.mp3", "audio/b.mp3"):
        await objects.put(key, b"before")
    get, put = links.get("audio/a.mp3", "", expires_s=60, filename="a"), links.put("audio/a.mp3", "", expires_s=60)
    with monkeypatch.context() as a_minute_ago:
        then = datetime.now(UTC) - timedelta(minutes=1)
        a_minute_ago.setattr("minio.time.utcnow", lambda: then)
        late, in_time = (links.get("audio/a.mp3", "", expires_s=seconds) for seconds in (1, 120))
    refused = [
        ask("GET", late),
        ask("GET", get.replace("audio/a", "audio/b")),
        ask("GET", get.replace("Expires=60", "Expires=61")),
        ask("GET", get.replace("attachment", "inline")),
        ask("GET", get[:-1] + ("0" if get[-1] != "0" else "1")),
        ask("GET", put),
        ask("PUT", get, b"after"),
        ask("PUT", put.replace("audio/a", "audio/b"), b"after"),
        ask("DELETE", put),
        ask("DELETE", get),
        ask("GET", S3Links(replace(s3, secret_key="another")).get("audio/a.mp3", "", expires_s=60)),
    ]
    assert [answer.status for answer in refused] == [403] * len(refused)
    assert await objects.get("audio/a.mp3") == await objects.get("audio/b.mp3") == b"before"
    assert [ask("GET", url).status for url in (get, in_time)] == [200, 200]


def test_addresses_are_signed_for_where_callers_are_and_hold_for_a_week_at_most():
    for url in (S3Links(ADDRESS).get("a/b", "", expires_s=10**7), S3Links(ADDRESS).put("a/b", "", expires_s=10**7)):
        parts = urlsplit(url)
        assert (parts.scheme, parts.netloc, parts.path) == ("https", "audio.example.org", "/bucket/a/b")
        assert parse_qs(parts.query)["X-Amz-Expires"] == [str(LONGEST_S)]
        assert "the-secret" not in url


def test_no_address_leads_out():
    for link in (S3Links(ADDRESS).get, S3Links(ADDRESS).put):
        with pytest.raises(InvalidKey):
            link("../a", "", expires_s=60)
