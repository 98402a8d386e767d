"""Voice agents, replayed: what LiveKit and Pipecat send, and what they then do with the answer."""

import json
from base64 import b64decode

import pytest

pytestmark = pytest.mark.cluster

TEXT = "Hello there."
SECONDS = pytest.approx(len(TEXT) / 15, abs=0.1)

HEADERS = {
    "Accept": "application/octet-stream",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "keep-alive",
    "Content-Type": "application/json",
    "User-Agent": "AsyncOpenAI/Python 1.109.1",
    "X-Stainless-Lang": "python",
    "X-Stainless-Package-Version": "1.109.1",
    "X-Stainless-OS": "Linux",
    "X-Stainless-Arch": "x64",
    "X-Stainless-Runtime": "CPython",
    "X-Stainless-Runtime-Version": "3.12.3",
    "X-Stainless-Async": "async:asyncio",
    "X-Stainless-Retry-Count": "0",
    "X-Stainless-Read-Timeout": "30",
    "Authorization": "Bearer sk-none",
}
"""Both are built on the `openai` package, which sends these."""

LIVEKIT = {
    "input": TEXT,
    "model": "gpt-4o-mini-tts",
    "voice": "ash",
    "response_format": "mp3",
    "speed": 1.0,
    "stream_format": "sse",
}
LIVEKIT_DECODES = {
    *("audio/mpeg", "audio/mp3", "audio/x-mpeg", "audio/aac", "audio/x-aac", "audio/flac", "audio/x-flac"),
    *("audio/wav", "audio/wave", "audio/x-wav", "audio/opus", "audio/ogg", "audio/webm", "audio/mp4", "audio/pcm"),
}
"""The Content-Types by which it takes a body for audio."""

PIPECAT = {"input": TEXT, "model": "gpt-4o-mini-tts", "voice": "alloy", "response_format": "pcm"}
PIPECAT_VOICES = (
    *("alloy", "ash", "ballad", "cedar", "coral", "echo", "fable"),
    *("marin", "nova", "onyx", "sage", "shimmer", "verse"),
)


@pytest.fixture
def agent(http):
    http.headers.update(HEADERS)
    return http


def read_as_livekit(lines: list[str]) -> tuple[bytes, dict]:
    """Audio and usage. A line without the space behind `data:` is passed over, and so is what is not JSON."""
    audio, usage = b"", {}
    for line in lines:
        if not line.startswith("data: ") or line == "data: [DONE]":
            continue
        event = json.loads(line[6:])
        if event["type"] == "speech.audio.delta":
            audio += b64decode(event.get("delta", "") or event.get("audio", ""))
        elif event["type"] == "speech.audio.done":
            usage = event.get("usage", {})
    return audio, usage


async def test_livekit_reads_events_of_mp3(agent, heard_s):
    async with agent.stream("POST", "audio/speech", json=LIVEKIT) as response:
        assert (response.status_code, response.headers["content-type"]) == (200, "text/event-stream")
        audio, usage = read_as_livekit([line async for line in response.aiter_lines()])
    assert heard_s(audio, "audio/mpeg") == SECONDS
    assert usage == {"input_tokens": len(TEXT), "output_tokens": 0, "total_tokens": len(TEXT)}
    assert response.headers["x-request-id"]


@pytest.mark.parametrize(
    ("model", "name"),
    [("tts-1-hd", "mp3"), *(("tts-1", name) for name in ("mp3", "opus", "aac", "flac", "wav", "pcm"))],
)
async def test_livekit_reads_the_older_models_as_audio_that_says_what_it_is(agent, heard_s, model, name):
    older = LIVEKIT | {"model": model, "response_format": name, "stream_format": "audio"}
    response = await agent.post("audio/speech", json=older)
    assert response.headers["content-type"] in LIVEKIT_DECODES
    assert heard_s(response.content, response.headers["content-type"]) == SECONDS


async def test_livekit_before_events_takes_any_body_for_mp3(agent, heard_s):
    fields = {name: value for name, value in LIVEKIT.items() if name != "stream_format"}
    response = await agent.post("audio/speech", json=fields)
    assert heard_s(response.content, "audio/mpeg") == SECONDS


async def test_livekit_warms_its_connection_up(agent):
    response = await agent.get("/", headers={"Accept": "application/json"})
    assert response.url.path == "/v1/"
    assert (response.status_code, response.history) == (200, [])
    assert response.headers.get("connection", "keep-alive") == "keep-alive"


async def test_livekit_hears_of_an_error_in_a_message(agent):
    response = await agent.post("audio/speech", json=LIVEKIT | {"voice": "nobody"})
    assert response.status_code == 400
    assert "nobody" in response.json()["error"]["message"]


@pytest.mark.parametrize("voice", PIPECAT_VOICES)
async def test_pipecat_gets_headerless_pcm_from_each_of_its_voices(agent, heard_s, voice):
    response = await agent.post("audio/speech", json=PIPECAT | {"voice": voice})
    assert response.status_code == 200
    assert len(response.content) == len(TEXT) / 15 * 24000 * 2
    assert heard_s(response.content, "audio/pcm") == len(TEXT) / 15


async def test_pipecat_with_all_its_settings(agent, heard_s):
    response = await agent.post("audio/speech", json=PIPECAT | {"instructions": "Speak softly.", "speed": 0.5})
    assert response.status_code == 200
    assert heard_s(response.content, "audio/pcm") == 2 * len(TEXT) / 15


async def test_pipecat_plays_whole_samples_as_they_come(agent):
    half_a_second = 24000 // 2 * 2
    long = PIPECAT | {"input": "A sentence that is spoken. " * 4}
    async with agent.stream("POST", "audio/speech", json=long) as response:
        pieces = [piece async for piece in response.aiter_bytes(half_a_second)]
    assert len(pieces) > 10
    assert all(len(piece) % 2 == 0 for piece in pieces)
    assert b"".join(pieces) == (await agent.post("audio/speech", json=long)).content


async def test_pipecat_plays_before_the_rest_is_made(agent):
    endless = PIPECAT | {"input": "Hello there. Stuck."}
    async with agent.stream("POST", "audio/speech", json=endless) as response:
        assert response.status_code == 200
        assert len(await anext(response.aiter_bytes(1024))) == 1024
