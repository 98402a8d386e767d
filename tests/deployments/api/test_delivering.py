"""`delivery: "url"`: JSON with a link, at once when the audio is there already."""

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cache.errors import ObjectsUnavailable

TEXT = "Hello there, this is to be fetched."


@pytest.fixture
def house(make_house, tmp_path: Path):
    return make_house(home=tmp_path, kept_bytes=2**20)


async def fetch(house, url: str, **headers: str):
    split = urlsplit(url)
    return await house.client.get(f"{split.path}?{split.query}", headers=headers)


@pytest.mark.parametrize("name", ["mp3", "wav", "opus"])
async def test_the_link_leads_to_the_audio(house, heard_s, name):
    body = (await house.speak(TEXT, response_format=name)).content
    answer = await house.speak(TEXT, response_format=name, delivery="url")
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert set(told) == {
        "id",
        "url",
        "expires_at",
        "bytes",
        "duration_s",
        "characters",
        "format",
        "voice",
        "engine",
        "fallback",
        "cached",
    }
    assert (told["format"], told["voice"], told["cached"], told["fallback"]) == (name, "fake", False, False)
    assert told["url"].startswith("http://test/v1/objects/audio/")
    got = await fetch(house, told["url"])
    assert (got.status_code, len(got.content)) == (200, told["bytes"])
    assert got.content[44:] == body[44:]
    assert heard_s(got.content, got.headers["content-type"]) == pytest.approx(told["duration_s"], abs=0.1)


async def test_the_second_time_nothing_is_made(house):
    first = (await house.speak(TEXT, delivery="url")).json()
    made = len(house.engine.events)
    again = await house.speak(TEXT, delivery="url", stream_format="sse")
    assert again.json() | {"url": "", "expires_at": 0} == first | {"cached": True, "url": "", "expires_at": 0}
    assert again.headers["x-declaim-cache"] == "hit"
    assert len(house.engine.events) == made
    assert [account.outcome for account in house.accounts] == ["ok", "ok"]


async def test_no_store_gives_a_link_that_nobody_else_gets(house):
    answers = [
        await house.client.post(
            "/v1/audio/speech", json={"input": TEXT, "delivery": "url"}, headers={"cache-control": "no-store"}
        )
        for _ in range(2)
    ]
    one, other = (answer.json() for answer in answers)
    assert one["id"] != other["id"]
    assert not other["cached"]
    assert (await fetch(house, one["url"])).status_code == 200


async def test_what_fails_is_an_error_and_no_object(house):
    for text, status in (("Boom.", 503), ("A beginning. Crack.", 503), (" ", 400)):
        answer = await house.speak(text, delivery="url", fallback="never")
        assert answer.status_code == status, answer.text
    assert await house.objects.list("audio/") == {}
    wrong = await house.speak(TEXT, delivery="pigeon")
    assert (wrong.status_code, wrong.json()["error"]["param"]) == (400, "delivery")


async def test_a_store_that_is_away_is_told(house, tmp_path):
    (tmp_path / "objects").write_text("no folder")
    answer = await house.speak(TEXT, delivery="url")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "storage_unavailable")
    assert "Retry-After" in answer.headers


async def test_a_client_that_goes_takes_its_render_along(house, wire, until):
    posted = wire(house, input="Stuck.", voice="fake", delivery="url")
    await until(lambda: house.engine.active > 0)
    posted.gone.set()
    await until(lambda: house.engine.active == 0)
    await posted.exchange
    assert house.accounts[-1].outcome == "left"
    assert await house.objects.list("audio/") == {}


async def test_equal_requests_at_once_share_a_render(house):
    answers = await asyncio.gather(*(house.speak(TEXT, delivery="url", response_format="flac") for _ in range(5)))
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert [kind for kind, _ in house.engine.events].count("start") == 1


async def test_the_store_fails_in_the_middle(house, monkeypatch):
    async def full(*_):
        raise ObjectsUnavailable("No space left on device")

    monkeypatch.setattr("cache.folder.FolderUpload.write", full)
    answer = await house.speak(TEXT, delivery="url")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "storage_unavailable")
    assert "No space left" in answer.json()["error"]["message"]
