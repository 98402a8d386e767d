"""When requests are sent again, and after how long: the same for both clients."""

import httpx
import pytest

from declaim.errors import BadRequest, ConnectionFailed, Overloaded, SpeechInterrupted, TimedOut
from declaim.retries import LONGEST_BACKOFF_S, LONGEST_RETRY_AFTER_S, RETRIED_STATUSES, Attempts


async def test_an_overloaded_server_is_asked_again_when_it_said(http, ask, slept):
    http.refuses(429, "Retry-After: 3\r\n")
    http.speaks(b"abc")
    assert await ask({"base_url": http.url}, "speak_bytes", "Hi") == b"abc"
    (pause_s,) = slept
    assert 3.0 <= pause_s <= 3.5


@pytest.mark.parametrize("status", sorted(RETRIED_STATUSES))
async def test_passing_troubles_are_tried_again(http, ask, slept, status):
    http.refuses(status)
    http.answers({"voices": []})
    assert await ask({"base_url": http.url}, "voices") == []
    assert len(slept) == 1


async def test_a_wrong_request_is_not_sent_again(http, ask, slept):
    http.refuses(400, message="No such format.")
    with pytest.raises(BadRequest, match="No such format"):
        await ask({"base_url": http.url}, "speak_bytes", "Hi")
    assert len(http.requests) == 1
    assert slept == []


async def test_patience_ends(http, ask, slept):
    for _ in range(3):
        http.refuses(429, "Retry-After: 1\r\n")
    with pytest.raises(Overloaded) as caught:
        await ask({"base_url": http.url}, "speak_bytes", "Hi")
    assert caught.value.retry_after_s == 1.0
    assert caught.value.request_id == "req-1"
    assert (len(http.requests), len(slept)) == (3, 2)


async def test_nobody_at_home(ask, slept, refusing_port):
    url = f"http://127.0.0.1:{refusing_port}"
    with pytest.raises(ConnectionFailed, match=url) as caught:
        await ask({"base_url": url}, "speak_bytes", "Hi")
    assert "make serve" in str(caught.value)
    assert len(slept) == 2


async def test_a_connection_lost_before_the_answer_is_tried_again(http, ask):
    http.hangs_up()
    http.speaks(b"abc")
    assert await ask({"base_url": http.url}, "speak_bytes", "Hi") == b"abc"


async def test_a_connection_lost_before_the_first_byte_is_tried_again(http, ask):
    http.speaks(whole=False)
    http.speaks(b"abc")
    assert await ask({"base_url": http.url}, "speak_bytes", "Hi") == b"abc"


async def test_after_the_first_byte_nothing_is_tried_again(http, ask, slept):
    http.speaks(b"abc", b"def", whole=False)
    http.speaks(b"abc", b"def", b"ghi")
    with pytest.raises(SpeechInterrupted, match="6 bytes"):
        await ask({"base_url": http.url}, "speak_bytes", "Hi")
    assert len(http.requests) == 1
    assert slept == []


async def test_silence_is_not_waited_for_twice(serve, ask, slept):
    port = serve(lambda connection: connection.rfile.read())
    with pytest.raises(TimedOut, match="timeout_s"):
        await ask({"base_url": f"http://127.0.0.1:{port}", "timeout_s": 0.3}, "speak_bytes", "Hi")
    assert slept == []


async def test_readiness_is_asked_once(http, ask, slept, refusing_port):
    http.refuses(503)
    assert await ask({"base_url": http.url}, "ready") is False
    http.answers({})
    assert await ask({"base_url": http.url}, "ready") is True
    with pytest.raises(ConnectionFailed):
        await ask({"base_url": f"http://127.0.0.1:{refusing_port}"}, "ready")
    assert slept == []


def test_pauses_grow_to_a_limit_and_are_spread():
    pauses_s = [pauses_of(12) for _ in range(50)]
    assert all(pause[0] <= 0.5 for pause in pauses_s)
    assert max(pause[-1] for pause in pauses_s) > LONGEST_BACKOFF_S / 2
    assert max(max(pause) for pause in pauses_s) <= LONGEST_BACKOFF_S
    assert len({pause[0] for pause in pauses_s}) > 40


def pauses_of(tries: int) -> list[float]:
    attempts = Attempts(tries)
    return [attempts.after_failure(httpx.ConnectError("no")) for _ in range(tries)]


def test_no_server_makes_a_client_wait_for_an_hour():
    answer = httpx.Response(503, headers={"Retry-After": "3600"})
    assert Attempts(1).after_refusal(answer) <= LONGEST_RETRY_AFTER_S + 0.5
