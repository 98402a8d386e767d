"""What is answered from memory, and what Cache-Control says to that."""

import asyncio
import json

import pytest

from deployments.api.caching import cache_policy

TEXT = "Hello there. And again."
FORMATS = ["mp3", "opus", "aac", "flac", "wav", "pcm"]


@pytest.fixture
def remembering(make_house):
    return make_house(kept_bytes=10_000_000)


def starts(house) -> int:
    """Segments that the engine was asked for."""
    return sum(what == "start" for what, _ in house.engine.events)


@pytest.mark.parametrize(
    ("header", "policy"),
    [
        (None, "use"),
        ("", "use"),
        ("max-age=0", "use"),
        ("no-cache", "renew"),
        ("No-Cache, max-age=0", "renew"),
        ("no-store", "off"),
        ("no-cache,no-store", "off"),
    ],
)
def test_directives(header, policy):
    assert cache_policy(header) == policy


@pytest.mark.parametrize("response_format", FORMATS)
async def test_a_repeat_is_the_same_and_asks_nobody(remembering, response_format):
    first = await remembering.speak(TEXT, response_format=response_format)
    made = starts(remembering)
    second = await remembering.speak(TEXT, response_format=response_format)
    assert (first.headers["x-declaim-cache"], second.headers["x-declaim-cache"]) == ("miss", "hit")
    assert "content-length" not in first.headers
    assert int(second.headers["content-length"]) == len(second.content)
    assert second.content == first.content
    assert second.headers["content-type"] == first.headers["content-type"]
    assert second.headers["x-declaim-engine"] == "fake"
    assert starts(remembering) == made


async def test_a_new_format_is_made_of_the_same_segments(remembering):
    await remembering.speak(TEXT, response_format="mp3")
    made = starts(remembering)
    answer = await remembering.speak(TEXT, response_format="wav")
    assert answer.headers["x-declaim-cache"] == "miss"
    assert starts(remembering) == made
    assert remembering.accounts[-1].finished.cached_segments == 2


async def test_events_are_kept_as_audio(remembering):
    plain = await remembering.speak(TEXT, response_format="mp3")
    events = await remembering.speak(TEXT, response_format="mp3", stream_format="sse")
    again = await remembering.speak(TEXT, response_format="mp3", stream_format="sse")
    assert events.headers["x-declaim-cache"] == "hit"
    assert again.content == events.content
    done = json.loads(events.text.strip().split("\n\n")[-1].removeprefix("data: "))
    assert done["usage"]["input_tokens"] == len(TEXT)
    assert len(plain.content) < len(events.content)


async def test_what_is_made_anew_is_kept(remembering):
    await remembering.speak(TEXT)
    renewed = await remembering.client.post(
        "/v1/audio/speech", json={"input": TEXT}, headers={"Cache-Control": "no-cache"}
    )
    assert renewed.headers["x-declaim-cache"] == "miss"
    assert starts(remembering) == 4
    assert (await remembering.speak(TEXT)).headers["x-declaim-cache"] == "hit"


async def test_no_store_leaves_no_trace(remembering):
    for _ in range(2):
        answer = await remembering.client.post(
            "/v1/audio/speech", json={"input": TEXT}, headers={"Cache-Control": "no-store"}
        )
        assert answer.headers["x-declaim-cache"] == "miss"
    assert starts(remembering) == 4
    assert (await remembering.speak(TEXT)).headers["x-declaim-cache"] == "miss"


async def test_what_broke_is_not_kept(remembering):
    for _ in range(2):
        answer = await remembering.speak("Crack of a whip.")
        assert answer.headers.get("x-declaim-cache") != "hit"
    assert starts(remembering) == 2


@pytest.mark.cluster
async def test_one_changed_sentence_is_one_segment(make_house):
    house = make_house(kept_bytes=100_000_000)
    sentences = [f"This is sentence number {n} of all." for n in range(200)]
    await house.speak(" ".join(sentences), response_format="pcm", speed=4, sample_rate=8000)
    made = starts(house)
    sentences[100] = "This one was written anew."
    await house.speak(" ".join(sentences), response_format="pcm", speed=4, sample_rate=8000)
    assert starts(house) == made + 1


async def test_fifty_at_once_are_one_render(remembering):
    answers = await asyncio.gather(*(remembering.speak(TEXT) for _ in range(50)))
    assert len({answer.content for answer in answers}) == 1
    assert starts(remembering) == 2
