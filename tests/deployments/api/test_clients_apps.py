"""Applications, replayed: Open WebUI, SillyTavern and Home Assistant, and what they then do with the answer."""

import asyncio
import io
import json
import struct
import wave
from http.client import HTTPConnection
from urllib.parse import urlsplit

import aiohttp
import httpx
import pytest

pytestmark = pytest.mark.cluster

TEXT = "Hello there."
SECONDS = pytest.approx(len(TEXT) / 15, abs=0.1)

OPEN_WEBUI = {
    "Content-Type": "application/json",
    "Authorization": "Bearer secret",
    "X-OpenWebUI-User-Name": "J%C3%BCrgen%20M",
    "X-OpenWebUI-User-Id": "0d2e6d0e-6b2c-4d1f-9d0a-5a1f3d1d7a11",
    "X-OpenWebUI-User-Email": "j@example.org",
    "X-OpenWebUI-User-Role": "user",
}
SILLY_TAVERN = {"input": TEXT, "response_format": "mp3", "voice": "alloy", "speed": 1, "model": "tts-1"}

HOME_ASSISTANT = {"model": "tts-1", "input": TEXT, "voice": "shimmer", "response_format": "mp3", "speed": 1.0}
HOME_ASSISTANT_HEADERS = {"Content-Type": "application/json", "User-Agent": "HomeAssistant-OpenAI-TTS"}

WYOMING = {"model": "tts-1", "voice": "alloy", "input": TEXT, "response_format": "wav"}


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as session:
        yield session


async def open_webui_speaks(session: aiohttp.ClientSession, url: str, **fields) -> tuple[int, str, bytes]:
    payload = {"model": "tts-1", "input": TEXT, "voice": "alloy", **fields}
    async with session.post(f"{url}/audio/speech", json=payload, headers=OPEN_WEBUI) as response:
        return response.status, response.headers["Content-Type"], await response.read()


@pytest.mark.parametrize(
    "params", [{}, {"response_format": "opus"}, {"response_format": "wav", "speed": 1.0, "own": [1]}], ids=str
)
async def test_open_webui_transcodes_the_whole_body_by_its_content_type(session, locked_url, heard_s, params):
    status, content_type, body = await open_webui_speaks(session, locked_url, **params)
    assert status == 200
    assert heard_s(body, content_type) == SECONDS


async def test_open_webui_shows_the_message_of_an_error(session, locked_url):
    status, content_type, body = await open_webui_speaks(session, locked_url, voice="nobody")
    assert (status, content_type) == (400, "application/json")
    assert "nobody" in json.loads(body)["error"]["message"]


async def test_open_webui_lists_voices_and_models_without_a_key(locked_url):
    headers = {"User-Agent": "python-requests/2.32.4", "Accept": "*/*"}
    async with httpx.AsyncClient(base_url=locked_url, headers=headers) as http:
        voices = (await http.get("audio/voices")).json()["voices"]
        audio_models = (await http.get("audio/models")).json()["models"]
        models = (await http.get("models")).json()["data"]
    assert {"alloy": "Alloy", "fake": "Tones for tests"}.items() <= {it["id"]: it["name"] for it in voices}.items()
    assert "tts-1" in [model["id"] for model in audio_models]
    assert [model["id"] for model in models] == [model["id"] for model in audio_models]


def silly_tavern_speaks(url: str, key: str) -> tuple[int, bytes]:
    """By hand, because most clients would not send the space behind `Bearer` when nothing follows it."""
    where = urlsplit(url)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}", "Accept": "*/*"}
    connection = HTTPConnection(where.netloc, timeout=5)
    connection.request("POST", f"{where.path}/audio/speech", json.dumps(SILLY_TAVERN).encode(), headers)
    response = connection.getresponse()
    try:
        return response.status, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize("key", ["", "any"])
def test_silly_tavern_needs_no_key_where_none_is_asked_for(base_url, heard_s, key):
    status, body = silly_tavern_speaks(base_url, key)
    assert status == 200
    assert heard_s(body, "audio/mpeg") == SECONDS  # which it says of every answer, unseen


@pytest.mark.parametrize(("key", "status"), [("", 401), ("wrong", 401), ("secret", 200)])
def test_silly_tavern_needs_the_key_where_one_is_asked_for(locked_url, key, status):
    assert silly_tavern_speaks(locked_url, key)[0] == status


async def home_assistant_streams(session: aiohttp.ClientSession, url: str, **fields) -> tuple[str, bytes]:
    payload = HOME_ASSISTANT | {"response_format": "opus"} | fields
    async with session.post(f"{url}/audio/speech", json=payload, headers=HOME_ASSISTANT_HEADERS) as response:
        response.raise_for_status()
        pieces = [piece async for piece in response.content.iter_chunked(4096)]
        return response.headers["Content-Type"], b"".join(pieces)


async def test_home_assistant_reads_mp3_whole(http, heard_s):
    response = await http.post("audio/speech", json=HOME_ASSISTANT, headers=HOME_ASSISTANT_HEADERS)
    assert heard_s(response.content, "audio/mpeg") == SECONDS


async def test_home_assistant_streams_opus(session, base_url, heard_s):
    content_type, body = await home_assistant_streams(session, base_url)
    assert content_type == "audio/ogg"
    assert heard_s(body, content_type) == SECONDS


@pytest.mark.parametrize(
    "extra",
    [
        {"instructions": "Speak like a butler."},
        {"chunk_size": 200, "normalize": True, "exaggeration": 0.5},
        {"response_format": "wav", "language": "en"},
        {"speed": 1},
    ],
    ids=str,
)
async def test_home_assistant_adds_the_fields_its_owner_wrote(session, base_url, heard_s, extra):
    content_type, body = await home_assistant_streams(session, base_url, **extra)
    assert heard_s(body, content_type) == SECONDS


async def test_home_assistant_lists_voices_beside_the_speech_route(session, base_url):
    async with session.get(f"{base_url}/audio/voices", params={"limit": 100}) as response:
        listed = await response.json()
    assert {"value": "shimmer", "label": "Shimmer"} in [
        {"value": voice["id"], "label": voice["name"]} for voice in listed["voices"]
    ]


async def test_wyoming_openai_reads_the_format_out_of_the_first_44_bytes(http):
    async with http.stream("POST", "audio/speech", json=WYOMING) as response:
        first, *others = [piece async for piece in response.aiter_bytes(2048)]
    header = io.BytesIO(first[:44])
    with wave.open(header) as parsed:
        assert (parsed.getframerate(), parsed.getnchannels(), parsed.getsampwidth()) == (24000, 1, 2)
    assert header.tell() == 44
    assert struct.unpack("<4sI", first[36:44]) == (b"data", 0xFFFFFFFF)  # a stream's: its length is not known yet
    assert len(first[44:] + b"".join(others)) == len(TEXT) / 15 * 24000 * 2


async def test_wyoming_openai_asks_for_three_sentences_at_once(http):
    asked = [WYOMING | {"input": f"Sentence number {n}.", "speed": 1.5, "instructions": "Be quick."} for n in range(3)]
    together = await asyncio.gather(*[http.post("audio/speech", json=fields) for fields in asked])
    alone = [await http.post("audio/speech", json=fields) for fields in asked]
    assert [response.content for response in together] == [response.content for response in alone]
    assert len({response.content for response in together}) == 3


async def test_wyoming_openai_takes_the_server_for_kokoro_and_finds_its_voices(http):
    """It asks in this order. LocalAI's voices would be its models, speaches' have a route of their own."""
    assert (await http.get("/readyz")).status_code == 404
    assert (await http.get("../../health")).url.path == "/health"
    assert (await http.get("../../health")).text != "OK"
    assert (await http.get("/test")).json() == {"status": "ok"}
    voices = [voice["id"] for voice in (await http.get("/audio/voices")).json()["voices"]]
    assert {"alloy", "fake"} <= set(voices)


@pytest.mark.parametrize(("path", "status"), [("/readyz", "ready"), ("/health", "ok"), ("/v1/test", "ok")])
async def test_what_asks_at_the_root_finds_the_server_well(base_url, path, status):
    async with httpx.AsyncClient(base_url=base_url.removesuffix("/v1")) as http:
        response = await http.get(path)
    assert (response.status_code, response.json()) == (200, {"status": status})
