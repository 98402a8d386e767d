"""Framing: plain bytes and server-sent events."""

import base64
import json

from deployments.api.framing import Events, Plain
from pipeline.errors import RenderLost
from pipeline.frames import Finished

FINISHED = Finished(1.0, 12, 1, 0, 0, cacheable=True)


def parse(data: bytes) -> dict:
    assert data.startswith(b"data: ")
    assert data.endswith(b"\n\n")
    assert data.count(b"\n") == 2
    return json.loads(data[6:])


def test_plain_is_the_bytes_and_says_nothing_of_errors():
    plain = Plain("audio/mpeg")
    assert (plain.content_type, plain.data(b"\0a"), plain.end(FINISHED)) == ("audio/mpeg", b"\0a", b"")
    assert plain.error(RenderLost()) == b""


def test_a_delta_carries_bytes_in_base64():
    event = parse(Events().data(b"\0\xff\n"))
    assert event == {"type": "speech.audio.delta", "audio": base64.b64encode(b"\0\xff\n").decode()}


def test_done_carries_usage():
    event = parse(Events().end(FINISHED))
    assert event["type"] == "speech.audio.done"
    assert event["usage"]["total_tokens"] == 12
    assert event["duration_s"] == 1.0
    assert event["segments"] == {"made": 1, "cached": 0, "fallback": 0}


def test_much_at_once_is_several_events():
    events = Events().data(bytes(100_000)).split(b"\n\n")[:-1]
    assert max(map(len, events)) < 64 * 1024
    assert b"".join(base64.b64decode(json.loads(event[6:])["audio"]) for event in events) == bytes(100_000)


def test_an_error_carries_the_envelope():
    event = parse(Events().error(RenderLost()))
    assert event["type"] == "speech.audio.error"
    assert event["error"]["code"] == "render_lost"
    assert parse(Events().error(ArithmeticError("secret")))["error"]["code"] == "internal_error"
