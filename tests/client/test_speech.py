"""Audio while it is received."""

from threading import Event

import pytest

from declaim import AsyncDeclaim, Declaim, SpeechInterrupted

HEADERS = "X-Declaim-Engine: piper\r\nX-Declaim-Cache: miss\r\nX-Request-Id: req-7\r\nX-Declaim-Fallback: true\r\n"

HEAD = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def test_headers_are_told(http):
    http.speaks(b"abc", headers=HEADERS)
    with Declaim(http.url) as client, client.speak("Hi") as speech:
        assert (speech.engine, speech.cache, speech.request_id) == ("piper", "miss", "req-7")
        assert speech.content_type == "audio/mpeg"
        assert speech.fallback is True


def test_headers_may_be_missing(http):
    http.speaks(b"abc")
    with Declaim(http.url) as client, client.speak("Hi") as speech:
        assert (speech.engine, speech.cache, speech.request_id, speech.fallback) == (None, None, None, False)


@pytest.fixture
def slow_server(serve):
    """The address of a server whose second half waits for the event."""
    heard = Event()

    def talk(connection):
        connection.rfile.readline()
        connection.wfile.write(HEAD + b"3\r\nabc\r\n")
        assert heard.wait(10)
        connection.wfile.write(b"3\r\ndef\r\n0\r\n\r\n")

    return f"http://127.0.0.1:{serve(talk)}", heard


def test_bytes_are_handed_out_as_they_arrive(slow_server):
    url, heard = slow_server
    with Declaim(url) as client, client.speak("Hi") as speech:
        pieces = iter(speech)
        assert next(pieces) == b"abc"
        heard.set()
        assert b"".join(pieces) == b"def"
        assert speech.received_bytes == 6


async def test_bytes_are_handed_out_as_they_arrive_in_asyncio(slow_server):
    url, heard = slow_server
    async with AsyncDeclaim(url) as client, client.speak("Hi") as speech:
        pieces = aiter(speech)
        assert await anext(pieces) == b"abc"
        heard.set()
        assert b"".join([piece async for piece in pieces]) == b"def"
        assert speech.received_bytes == 6


def test_a_second_reading_gives_nothing(http):
    http.speaks(b"abc")
    with Declaim(http.url) as client, client.speak("Hi") as speech:
        assert b"".join(speech) == b"abc"
        assert b"".join(speech) == b""


def test_what_was_closed_early_never_looks_complete(slow_server):
    url, heard = slow_server
    with Declaim(url) as client, client.speak("Hi") as speech:
        next(iter(speech))
    heard.set()
    with pytest.raises(SpeechInterrupted):
        b"".join(speech)


async def test_what_was_closed_early_never_looks_complete_in_asyncio(slow_server):
    url, heard = slow_server
    async with AsyncDeclaim(url) as client, client.speak("Hi") as speech:
        await anext(aiter(speech))
    heard.set()
    with pytest.raises(SpeechInterrupted):
        [piece async for piece in speech]


async def test_an_interruption_tells_how_far_it_came(http, ask):
    http.speaks(b"abc", headers=HEADERS, whole=False)
    with pytest.raises(SpeechInterrupted) as caught:
        await ask({"base_url": http.url}, "speak_bytes", "Hi")
    assert caught.value.received_bytes == 3
    assert caught.value.request_id == "req-7"


async def test_silence_half_way_is_an_interruption(slow_server, ask):
    url, _heard = slow_server
    with pytest.raises(SpeechInterrupted, match=r"timed out|ReadTimeout"):
        await ask({"base_url": url, "timeout_s": 0.3}, "speak_bytes", "Hi")
