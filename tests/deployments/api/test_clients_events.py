"""Server-sent events, as every client reads them: in each format, at each speed, and when they break off."""

import json
from base64 import b64decode

import httpx
import pytest

pytestmark = pytest.mark.cluster

TEXT = "Hello there."
FORMATS = {
    "mp3": "audio/mpeg",
    "opus": "audio/ogg",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "pcm": "audio/pcm",
}


async def events(http: httpx.AsyncClient, **fields) -> list[dict]:
    """Every event of an answer, each of which is one line and a blank one."""
    response = await http.post("audio/speech", json={"input": TEXT, "stream_format": "sse", **fields})
    assert (response.status_code, response.headers["content-type"]) == (200, "text/event-stream")
    *blocks, rest = response.text.split("\n\n")
    assert rest == ""
    assert all(block.startswith("data: ") and "\n" not in block for block in blocks)
    return [json.loads(block.removeprefix("data: ")) for block in blocks]


def audio_of(deltas: list[dict]) -> bytes:
    assert all(list(event) == ["type", "audio"] and event["type"] == "speech.audio.delta" for event in deltas)
    return b"".join(b64decode(event["audio"], validate=True) for event in deltas)


@pytest.mark.parametrize("speed", [0.5, 1, 2])
@pytest.mark.parametrize(("name", "content_type"), FORMATS.items())
async def test_deltas_make_the_plain_body_and_can_be_played(http, heard_s, name, content_type, speed):
    *deltas, done = await events(http, response_format=name, speed=speed)
    plain = await http.post("audio/speech", json={"input": TEXT, "response_format": name, "speed": speed})
    assert audio_of(deltas) == plain.content
    assert heard_s(audio_of(deltas), content_type) == pytest.approx(len(TEXT) / 15 / speed, abs=0.1)
    assert done["type"] == "speech.audio.done"


@pytest.mark.parametrize("text", [TEXT, "...", "Zwei Sätze. Und noch einer!", "😀"])
async def test_usage_is_three_counts_that_add_up(http, text):
    usage = (await events(http, input=text))[-1]["usage"]
    assert list(usage) == ["input_tokens", "output_tokens", "total_tokens"]
    assert all(type(count) is int and count >= 0 for count in usage.values())
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [("Hello there. Stuck.", "timeout", "mp3"), *(("Hello there. Boom.", "engine_failed", name) for name in FORMATS)],
)
async def test_what_goes_wrong_in_mid_stream_is_the_last_event_of_a_body_that_breaks_off(http, text, code, name):
    """It breaks off too, because there are clients that pass over events they do not know."""
    asked = {"input": text, "response_format": name, "timeout_s": 0.5, "stream_format": "sse"}
    received = []
    with pytest.raises(httpx.RemoteProtocolError):  # noqa: PT012 - the error comes while the body is read
        async with http.stream("POST", "audio/speech", json=asked) as response:
            async for piece in response.aiter_text():
                received.append(piece)  # noqa: PERF401 - what came before the error counts
    *deltas, last = (json.loads(block.removeprefix("data: ")) for block in "".join(received).split("\n\n") if block)
    assert len(audio_of(deltas)) > 0
    assert list(last) == ["type", "error"]
    assert (last["type"], last["error"]["code"], last["error"]["type"]) == ("speech.audio.error", code, "server_error")
    assert last["error"]["message"]


@pytest.mark.parametrize(("text", "status"), [("Boom.", 503), ("Away.", 503), ("", 400)])
async def test_what_goes_wrong_before_has_a_status_and_no_event(http, text, status):
    response = await http.post("audio/speech", json={"input": text, "stream_format": "sse"})
    assert (response.status_code, response.headers["content-type"]) == (status, "application/json")
    assert list(response.json()) == ["error"]


async def test_the_first_delta_comes_before_the_rest_is_made(http):
    endless = {"input": "Hello there. Stuck.", "response_format": "mp3", "stream_format": "sse"}
    async with http.stream("POST", "audio/speech", json=endless) as response:
        first = await anext(response.aiter_lines())
    assert json.loads(first.removeprefix("data: "))["type"] == "speech.audio.delta"
