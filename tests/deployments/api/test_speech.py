"""`POST /v1/audio/speech`: what comes back."""

import base64
import io
import json

import av
import httpx
import numpy as np
import pytest
from openai import AsyncOpenAI

CONTENT_TYPES = {
    "mp3": "audio/mpeg",
    "opus": "audio/ogg",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "pcm": "audio/pcm",
}


def events(response: httpx.Response) -> list[dict]:
    assert response.headers["content-type"] == "text/event-stream"
    return [json.loads(line[6:]) for line in response.text.split("\n\n") if line]


@pytest.mark.parametrize(("name", "content_type"), CONTENT_TYPES.items())
async def test_every_format_is_sent_as_its_content_type(house, name, content_type):
    response = await house.speak(response_format=name)
    assert (response.status_code, response.headers["content-type"]) == (200, content_type)
    assert response.headers["x-declaim-engine"] == "fake"
    assert response.headers["x-declaim-cache"] == "miss"
    if name != "pcm":
        with av.open(io.BytesIO(response.content)) as container:
            assert sum(frame.samples for frame in container.decode(audio=0)) >= 0.8 * 24000


async def test_mp3_is_the_default(house):
    assert (await house.speak()).headers["content-type"] == "audio/mpeg"


async def test_pcm_is_24_khz_unless_asked_otherwise(house):
    own, asked = [(await house.speak(response_format="pcm", **rate)).content for rate in ({}, {"sample_rate": 8000})]
    assert len(own) == round(12 / 15 * 24000) * 2
    assert len(asked) == pytest.approx(len(own) / 3, abs=4)
    assert np.abs(np.frombuffer(own, np.int16)).max() > 8000


async def test_speed_halves_the_length(house):
    normal, fast = [(await house.speak(response_format="pcm", speed=speed)).content for speed in (1, 2)]
    assert len(fast) * 2 == len(normal)


async def test_the_same_request_has_the_same_bytes(house):
    first, again, other = await house.speak(), await house.speak(), await house.speak(seed=1)
    assert first.content == again.content != other.content


@pytest.mark.parametrize("name", CONTENT_TYPES)
async def test_events_carry_the_bytes_of_the_plain_body(house, name):
    plain = await house.speak("One sentence. Another one.", response_format=name)
    *deltas, done = events(await house.speak("One sentence. Another one.", response_format=name, stream_format="sse"))
    assert {event["type"] for event in deltas} == {"speech.audio.delta"}
    assert b"".join(base64.b64decode(event["audio"]) for event in deltas) == plain.content
    assert done["type"] == "speech.audio.done"
    assert done["usage"]["input_tokens"] == 26


async def test_instructions_are_taken_and_noted(house):
    assert (await house.speak(instructions="Be kind.")).headers["x-declaim-instructions"] == "ignored"
    assert "x-declaim-instructions" not in (await house.speak()).headers


async def test_mere_punctuation_is_a_short_silence(house):
    response = await house.speak("...", response_format="pcm")
    assert response.content == bytes(round(0.1 * 24000) * 2)


@pytest.mark.parametrize("stream_format", ["audio", "sse"])
@pytest.mark.parametrize(
    ("text", "timeout_s", "status", "code", "param"),
    [("Boom.", 60, 503, "engine_failed", None), ("Stuck.", 0.01, 504, "timeout", "timeout_s")],
)
async def test_what_fails_before_the_first_byte_has_a_proper_status(
    house, text, timeout_s, status, code, param, stream_format
):
    response = await house.speak(text, timeout_s=timeout_s, stream_format=stream_format)
    assert response.status_code == status
    assert (response.json()["error"]["code"], response.json()["error"]["param"]) == (code, param)
    assert house.engine.active == 0


async def test_what_fails_later_is_an_event(house):
    *deltas, last = events(await house.speak("Hello there. Boom.", stream_format="sse"))
    assert deltas
    assert (last["type"], last["error"]["code"]) == ("speech.audio.error", "engine_failed")


async def test_cross_origin_pages_may_call_only_if_the_settings_say_so(make_house):
    origin = {"Origin": "https://page.example"}
    closed = await make_house().client.get("/health", headers=origin)
    assert "access-control-allow-origin" not in closed.headers
    house = make_house(http={"cors_origins": ["https://page.example"]})
    for text in ("Hello.", "Boom.", "Bug."):
        response = await house.client.post("/v1/audio/speech", json={"input": text}, headers=origin)
        assert response.headers["access-control-allow-origin"] == "https://page.example"
    preflight = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "xi-api-key"}
    asked = await house.client.options("/v1/audio/speech", headers=origin | preflight)
    assert asked.status_code == 200
    stranger = await house.client.get("/health", headers={"Origin": "https://other.example"})
    assert "access-control-allow-origin" not in stranger.headers


async def test_openais_own_client_works_unchanged(house):
    client = AsyncOpenAI(api_key="any", base_url="http://test/v1", http_client=house.client)
    response = await client.audio.speech.create(model="tts-1", voice="alloy", input="Hello there.")
    assert response.content == (await house.speak()).content
    assert (await client.models.list()).data[0].id == "tts-1"
