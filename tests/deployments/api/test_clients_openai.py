"""The official `openai` client, unchanged, over a real socket."""

import asyncio
import io
import json
import time
import wave
from base64 import b64decode

import httpx2
import openai
import pytest
from openai import AsyncOpenAI, DefaultAsyncHttpxClient, OpenAI

pytestmark = pytest.mark.cluster

TEXT = "Hello there."
SPEECH = {"model": "tts-1", "voice": "alloy", "input": TEXT}
SECONDS = pytest.approx(len(TEXT) / 15, abs=0.1)
FORMATS = {
    "mp3": "audio/mpeg",
    "opus": "audio/ogg",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "pcm": "audio/pcm",
}


@pytest.fixture(scope="module")
def client(base_url):
    with OpenAI(api_key="any", base_url=base_url, max_retries=0) as client:
        yield client


@pytest.fixture
async def async_client(base_url):
    async with AsyncOpenAI(api_key="any", base_url=base_url, max_retries=0) as client:
        yield client


@pytest.mark.parametrize(("name", "content_type"), FORMATS.items())
def test_every_format_can_be_played(client, heard_s, name, content_type):
    speech = client.audio.speech.create(**SPEECH, response_format=name)
    assert speech.response.headers["content-type"] == content_type
    assert heard_s(speech.content, content_type) == SECONDS


@pytest.mark.parametrize(("name", "content_type"), FORMATS.items())
async def test_every_format_can_be_played_asynchronously(async_client, heard_s, name, content_type):
    speech = await async_client.audio.speech.create(**SPEECH, response_format=name)
    assert heard_s(await speech.aread(), content_type) == SECONDS


def test_a_stream_in_pieces_is_the_whole(client):
    whole = client.audio.speech.create(**SPEECH).content
    with client.audio.speech.with_streaming_response.create(**SPEECH) as stream:
        assert b"".join(stream.iter_bytes(1000)) == whole


async def test_an_asynchronous_stream_in_pieces_is_the_whole(async_client):
    whole = (await async_client.audio.speech.create(**SPEECH)).content
    async with async_client.audio.speech.with_streaming_response.create(**SPEECH) as stream:
        assert b"".join([piece async for piece in stream.iter_bytes(1000)]) == whole


async def test_a_stream_is_heard_before_its_end_is_made_and_may_be_left(async_client):
    endless = SPEECH | {"input": "Hello there. Stuck.", "response_format": "pcm"}
    async with async_client.audio.speech.with_streaming_response.create(**endless) as stream:
        assert len(await anext(stream.iter_bytes())) > 0
    assert (await async_client.audio.speech.create(**SPEECH)).content  # there is one slot only, and it is free again


def test_speech_goes_to_a_file(client, tmp_path):
    speech = client.audio.speech.create(**SPEECH)
    speech.write_to_file(tmp_path / "whole.mp3")
    with client.audio.speech.with_streaming_response.create(**SPEECH) as stream:
        stream.stream_to_file(tmp_path / "stream.mp3")
    assert (tmp_path / "whole.mp3").read_bytes() == (tmp_path / "stream.mp3").read_bytes() == speech.content


async def test_speech_goes_to_a_file_asynchronously(async_client, tmp_path):
    async with async_client.audio.speech.with_streaming_response.create(**SPEECH) as stream:
        await stream.stream_to_file(tmp_path / "stream.mp3")
    assert (tmp_path / "stream.mp3").read_bytes() == (await async_client.audio.speech.create(**SPEECH)).content


def test_events_are_read_raw(client):
    with client.audio.speech.with_streaming_response.create(**SPEECH, stream_format="sse") as stream:
        assert stream.headers["content-type"] == "text/event-stream"
        *deltas, done = [json.loads(line.removeprefix("data: ")) for line in stream.iter_lines() if line]
    audio = b"".join(b64decode(event["audio"]) for event in deltas)
    assert audio == client.audio.speech.create(**SPEECH).content
    assert (done["type"], done["usage"]["input_tokens"]) == ("speech.audio.done", len(TEXT))


def test_our_own_fields_go_into_the_extra_body(client):
    ours = {"sample_rate": 16000, "seed": 7, "language": "de", "timeout_s": 5, "sampling": {"top_p": 0.9}}
    speech = client.audio.speech.create(**SPEECH, response_format="wav", extra_body=ours)
    with wave.open(io.BytesIO(speech.content)) as parsed:
        assert parsed.getframerate() == 16000
    assert speech.content != client.audio.speech.create(**SPEECH, response_format="wav").content


def test_a_voice_may_be_an_object(client):
    asked = SPEECH | {"voice": {"id": "alloy"}}
    assert client.audio.speech.create(**asked).content == client.audio.speech.create(**SPEECH).content


def test_instructions_and_speed_are_accepted(client, heard_s):
    speech = client.audio.speech.create(**SPEECH, instructions="Be kind.", speed=2, response_format="pcm")
    assert heard_s(speech.content, "audio/pcm") == len(TEXT) / 15 / 2


@pytest.mark.parametrize(
    ("wrong", "param", "code"),
    [
        ({"voice": "nobody"}, "voice", "voice_not_found"),
        ({"model": "nothing"}, "model", "model_not_found"),
        ({"input": ""}, "input", "empty_input"),
        ({"speed": 9}, "speed", "invalid_value"),
        ({"response_format": "ogg"}, "response_format", "invalid_value"),
        ({"extra_body": {"sampling": {"top_k": 0}}}, "sampling.top_k", "invalid_value"),
    ],
)
def test_a_wrong_request_is_a_bad_request_error_that_names_the_field(client, wrong, param, code):
    with pytest.raises(openai.BadRequestError) as caught:
        client.audio.speech.create(**SPEECH | wrong)
    assert (caught.value.param, caught.value.code, caught.value.type) == (param, code, "invalid_request_error")
    assert caught.value.request_id == caught.value.response.headers["x-request-id"]


def test_a_wrong_key_is_an_authentication_error(locked_url):
    with OpenAI(api_key="wrong", base_url=locked_url) as client:
        with pytest.raises(openai.AuthenticationError) as caught:
            client.audio.speech.create(**SPEECH)
        assert (caught.value.status_code, caught.value.code) == (401, "invalid_api_key")
        assert client.with_options(api_key="secret").audio.speech.create(**SPEECH).content


@pytest.mark.parametrize(
    ("text", "status", "code"), [("Away.", 503, "engine_unavailable"), ("Boom.", 503, "engine_failed")]
)
async def test_a_server_that_cannot_speak_is_a_status_error(async_client, text, status, code):
    with pytest.raises(openai.APIStatusError) as caught:
        await async_client.audio.speech.create(**SPEECH | {"input": text})
    assert (caught.value.status_code, caught.value.code, caught.value.type) == (status, code, "server_error")
    assert ("retry-after" in caught.value.response.headers) == (status == 503)


def test_speech_that_breaks_off_is_never_taken_for_whole(client):
    broken = SPEECH | {"input": "Hello there. Boom."}
    with pytest.raises(openai.APIConnectionError):
        client.audio.speech.create(**broken)
    with client.audio.speech.with_streaming_response.create(**broken) as stream:  # noqa: SIM117 - it starts well
        with pytest.raises(httpx2.RemoteProtocolError):
            stream.read()


async def test_a_refusal_for_the_load_is_a_rate_limit_error_or_tried_again_when_told(make_house, serve):
    house = make_house(limits={"max_open_renders": 1})
    seen = asyncio.Queue[tuple[int, float]]()

    async def note(response: httpx2.Response) -> None:
        seen.put_nowait((response.status_code, time.monotonic()))

    http_client = DefaultAsyncHttpxClient(event_hooks={"response": [note]})
    async with (
        serve(house.app) as port,
        AsyncOpenAI(api_key="any", base_url=f"http://127.0.0.1:{port}/v1", http_client=http_client) as client,
    ):
        endless = SPEECH | {"input": "Hello there. Stuck.", "response_format": "pcm"}
        async with client.audio.speech.with_streaming_response.create(**endless):
            with pytest.raises(openai.RateLimitError) as caught:
                await client.with_options(max_retries=0).audio.speech.create(**SPEECH)
            patient = asyncio.create_task(client.audio.speech.create(**SPEECH))
            (_, _), (_, _), (refused, refused_at) = [await seen.get() for _ in range(3)]
        assert (await patient).content
        accepted, accepted_at = seen.get_nowait()
    assert (caught.value.code, caught.value.response.headers["retry-after"]) == ("overloaded", "1")
    assert (refused, accepted) == (429, 200)
    assert accepted_at - refused_at >= 1  # its own choice would be half a second


def test_models_are_listed_and_retrieved(client):
    models = [model.id for model in client.models.list()]
    assert {"tts-1", "tts-1-hd", "gpt-4o-mini-tts", "gpt-4o-mini-tts-2025-12-15", "fake"} <= set(models)
    for name in models:
        model = client.models.retrieve(name)
        assert (model.id, model.object, model.owned_by) == (name, "model", "declaim")
    with pytest.raises(openai.NotFoundError) as caught:
        client.models.retrieve("nothing")
    assert (caught.value.param, caught.value.code) == ("model", "model_not_found")


async def test_models_are_listed_asynchronously(async_client):
    assert "tts-1" in [model.id async for model in async_client.models.list()]


def test_every_answer_has_a_request_id_which_may_be_the_callers(client):
    speech = client.audio.speech.with_raw_response.create(**SPEECH)
    assert speech.request_id == speech.headers["x-request-id"] != ""
    mine = {"X-Request-Id": "mine-1"}
    assert client.audio.speech.with_raw_response.create(**SPEECH, extra_headers=mine).request_id == "mine-1"
    with client.audio.speech.with_streaming_response.create(**SPEECH, extra_headers=mine) as stream:
        assert stream.request_id == "mine-1"
    assert client.models.with_raw_response.list().request_id
