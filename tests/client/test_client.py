"""Both clients against a real socket: what they send, save and share."""

import httpx
import pytest

from declaim import AsyncDeclaim, BadRequest, Declaim, ServerFailed, SpeechInterrupted, UnexpectedAnswer

VOICE = {"id": "amy", "name": "Amy", "engine": "piper", "languages": ["en-gb"]}


async def test_a_speech_is_asked_for_as_openai_would(http, ask):
    http.speaks(b"abc")
    settings = {"base_url": f"{http.url}/v1/", "api_key": "secret"}
    assert await ask(settings, "speak_bytes", "Hi", voice="amy", seed=7, fallback="never") == b"abc"
    ((path, headers, body),) = http.requests
    assert path == "/v1/audio/speech"
    assert headers["authorization"] == "Bearer secret"
    assert body == {
        "input": "Hi",
        "model": "tts-1",
        "voice": "amy",
        "response_format": "mp3",
        "speed": 1.0,
        "seed": 7,
        "fallback": "never",
    }


async def test_lists(http, ask):
    http.answers({"voices": [VOICE]})
    http.answers({"object": "list", "data": [{"id": "tts-1", "object": "model", "created": 1, "owned_by": "declaim"}]})
    assert [voice.id for voice in await ask({"base_url": http.url}, "voices")] == ["amy"]
    assert [model.id for model in await ask({"base_url": http.url}, "models")] == ["tts-1"]
    assert [path for path, _, _ in http.requests] == ["/v1/audio/voices", "/v1/models"]


CLONED = {"object": "audio.voice", "id": "anna", "name": "Anna", "created_at": 1}


@pytest.mark.parametrize("as_file", [True, False])
async def test_a_voice_is_cloned_from_a_file_or_from_bytes(http, ask, tmp_path, as_file):
    http.answers(CLONED)
    (tmp_path / "anna.wav").write_bytes(b"sound")
    sample = str(tmp_path / "anna.wav") if as_file else b"sound"
    voice = await ask({"base_url": http.url}, "clone", "Anna", sample, consent=True)
    assert (voice.id, voice.name) == ("anna", "Anna")
    ((path, headers, body),) = http.requests
    assert (http.methods, path) == (["POST"], "/v1/audio/voices")
    assert headers["content-type"].startswith("multipart/form-data")
    for sent in (b'name="name"', b"Anna", b'name="consent"', b"true", b'name="audio_sample"', b"sound"):
        assert sent in body


async def test_without_consent_the_server_is_told_so(http, ask):
    http.refuses(400)
    with pytest.raises(BadRequest):
        await ask({"base_url": http.url}, "clone", "Anna", b"sound", consent=False)
    assert b"false" in http.requests[0][2]


@pytest.mark.parametrize(("method", "arguments"), [("clone", ("Anna", b"sound")), ("delete_voice", ("anna",))])
async def test_what_may_have_been_done_is_not_asked_for_twice(http, ask, slept, method, arguments):
    http.refuses(503)
    options = {"consent": True} if method == "clone" else {}
    with pytest.raises(ServerFailed):
        await ask({"base_url": http.url}, method, *arguments, **options)
    assert (len(http.requests), slept) == (1, [])


async def test_a_voice_is_deleted(http, ask):
    http.answers({"id": "a b", "object": "audio.voice.deleted", "deleted": True})
    assert await ask({"base_url": http.url}, "delete_voice", "a b/..") is None
    assert (http.methods, http.requests[0][0]) == (["DELETE"], "/v1/audio/voices/a%20b%2F..")


async def test_a_deletion_that_is_none_is_unexpected(http, ask):
    http.answers({"id": "anna", "deleted": False})
    with pytest.raises(UnexpectedAnswer):
        await ask({"base_url": http.url}, "delete_voice", "anna")


async def test_a_file_is_saved(http, ask, tmp_path):
    http.speaks(b"abc", b"def")
    await ask({"base_url": http.url}, "speak_to_file", "Hi", tmp_path / "hi.mp3")
    assert (tmp_path / "hi.mp3").read_bytes() == b"abcdef"


async def test_an_interrupted_file_is_not_there(http, ask, tmp_path):
    http.speaks(b"abc", b"def", whole=False)
    with pytest.raises(SpeechInterrupted):
        await ask({"base_url": http.url}, "speak_to_file", "Hi", tmp_path / "hi.mp3")
    assert list(tmp_path.iterdir()) == []


async def test_a_refused_request_leaves_the_old_file(http, ask, tmp_path):
    (tmp_path / "hi.mp3").write_bytes(b"old")
    http.refuses(400)
    with pytest.raises(BadRequest):
        await ask({"base_url": http.url}, "speak_to_file", "Hi", str(tmp_path / "hi.mp3"))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_connections_are_kept(http):
    for _ in range(3):
        http.speaks(b"abc")
    with Declaim(http.url) as client:
        assert [client.speak_bytes("Hi") for _ in range(3)] == [b"abc"] * 3
    assert http.connections == 1


async def test_connections_are_kept_in_asyncio(http):
    for _ in range(3):
        http.speaks(b"abc")
    async with AsyncDeclaim(http.url) as client:
        assert [await client.speak_bytes("Hi") for _ in range(3)] == [b"abc"] * 3
    assert http.connections == 1


def test_the_transport_can_be_replaced():
    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=b"abc"))
    with Declaim(transport=transport) as client:
        assert client.speak_bytes("Hi") == b"abc"


async def test_an_option_that_does_not_exist_is_refused(http, ask):
    with pytest.raises(TypeError, match="pitch"):
        await ask({"base_url": http.url}, "speak_bytes", "Hi", pitch=2)
    assert http.requests == []
