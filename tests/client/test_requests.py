"""What both clients send."""

import httpx
import pytest

from declaim.errors import ConnectionFailed
from declaim.requests import GRACE_S, connection, server_url, speech_body, speech_request


@pytest.mark.parametrize("given", ["http://h:1", "http://h:1/", "http://h:1/v1", "http://h:1/v1/"])
def test_an_address_may_end_in_v1(given):
    assert server_url(given) == "http://h:1"


def test_an_address_keeps_its_path():
    assert server_url("https://h/speech/v1") == "https://h/speech"


def test_the_address_comes_from_the_environment(monkeypatch):
    assert server_url(None) == "http://127.0.0.1:8000"
    monkeypatch.setenv("DECLAIM_URL", "http://h:1/v1")
    assert server_url(None) == "http://h:1"
    assert server_url("http://other") == "http://other"


@pytest.mark.parametrize("given", ["localhost:8000", "ftp://h", "h", "http://h:port"])
def test_what_is_no_address_is_refused_at_once(given):
    with pytest.raises(ConnectionFailed, match=given):
        server_url(given)


def test_the_key_is_a_bearer_token(monkeypatch):
    assert "Authorization" not in connection(None, None, 1.0)["headers"]
    monkeypatch.setenv("DECLAIM_API_KEY", "from-environment\n")
    assert connection(None, None, 1.0)["headers"]["Authorization"] == "Bearer from-environment"
    assert connection(None, "given", 1.0)["headers"]["Authorization"] == "Bearer given"


def test_a_lexicon_is_sent_as_it_is():
    lexicon = {"Nguyen": "win", "SQL": {"ipa": "ˈsiːkwəl"}}
    assert speech_body("Hi", {"lexicon": lexicon})["lexicon"] == lexicon


def test_connecting_is_not_waited_for_as_long_as_speech():
    timeout = connection(None, None, 600.0)["timeout"]
    assert (timeout.connect, timeout.read) == (10.0, 600.0)


def test_the_body_has_defaults_and_no_nulls():
    assert speech_body("Hi", {}) == {
        "input": "Hi",
        "model": "tts-1",
        "voice": "alloy",
        "response_format": "mp3",
        "speed": 1.0,
    }
    assert speech_body("Hi", {"voice": None, "seed": 0, "language": None})["seed"] == 0
    assert {"voice", "language"}.isdisjoint(speech_body("Hi", {"voice": None, "language": None}))


def test_a_misspelt_option_is_refused():
    with pytest.raises(TypeError, match="voise"):
        speech_body("Hi", {"voise": "alloy"})


def test_the_client_outwaits_the_server():
    with httpx.Client(base_url="http://h", timeout=600.0) as http:
        assert speech_request(http, "Hi", {}).extensions["timeout"]["read"] == 600.0
        assert speech_request(http, "Hi", {"timeout_s": 30.0}).extensions["timeout"]["read"] == 30.0 + GRACE_S
        assert speech_request(http, "Hi", {"timeout_s": 30.0}).url == "http://h/v1/audio/speech"
