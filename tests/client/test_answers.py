"""How answers are read."""

import httpx
import pytest

from declaim.answers import is_ready, read_models, read_refusal, read_voices
from declaim.errors import NotFound, Overloaded, ServerFailed, UnexpectedAnswer


def answer(status: int = 200, headers: dict[str, str] | None = None, **content: object) -> httpx.Response:
    return httpx.Response(status, headers=headers, request=httpx.Request("GET", "http://h/path"), **content)


def test_voices_may_have_keys_that_are_not_known_here():
    voice = {"id": "amy", "name": "Amy", "engine": "piper", "languages": ["en-gb"], "licence": "MIT"}
    (read,) = read_voices(answer(json={"voices": [voice], "more": 1}))
    assert (read.id, read.name, read.engine, read.languages) == ("amy", "Amy", "piper", ("en-gb",))


def test_models():
    data = [{"id": "tts-1", "object": "model", "created": 1, "owned_by": "declaim"}]
    assert [model.id for model in read_models(answer(json={"object": "list", "data": data}))] == ["tts-1"]


@pytest.mark.parametrize("content", [b"<html>", b"{}", b'{"voices": ["alloy"]}', b""])
def test_another_servers_list_is_an_error_of_ours(content):
    with pytest.raises(UnexpectedAnswer, match="http://h/path"):
        read_voices(answer(content=content))


def test_a_refusal_in_the_envelope():
    envelope = {"error": {"message": "Busy.", "type": "overloaded", "param": "input", "code": "full"}}
    refusal = read_refusal(answer(429, {"Retry-After": "2", "X-Request-Id": "req-1"}, json=envelope))
    assert isinstance(refusal, Overloaded)
    assert (refusal.message, refusal.type, refusal.param, refusal.code) == ("Busy.", "overloaded", "input", "full")
    assert (refusal.request_id, refusal.retry_after_s) == ("req-1", 2.0)


def test_a_refusal_of_a_proxy():
    refusal = read_refusal(answer(502, text="<html>Bad " + "x" * 1000))
    assert isinstance(refusal, ServerFailed)
    assert refusal.message.startswith("<html>Bad ")
    assert len(refusal.message) == 200


def test_a_refusal_without_a_word():
    assert read_refusal(answer(404)).message == "Not Found"


def test_ready():
    assert is_ready(answer(200)) is True
    assert is_ready(answer(503)) is False
    with pytest.raises(NotFound):
        is_ready(answer(404))
