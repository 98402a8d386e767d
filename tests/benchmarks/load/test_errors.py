import aiohttp
import pytest

from benchmarks.load.errors import FAILURES, BrokenOff, ErrorEvent, StatusRefused, Unreadable, kind


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (StatusRefused(429), "status 429"),
        (TimeoutError(), "timed out"),
        (aiohttp.ConnectionTimeoutError(), "timed out"),
        (ErrorEvent(), "error event"),
        (Unreadable(), "undecodable"),
        (BrokenOff(), "broken off"),
        (aiohttp.ServerDisconnectedError(), "broken off"),
        (aiohttp.ClientPayloadError(), "broken off"),
        (ConnectionResetError(), "broken off"),
    ],
)
def test_a_failure_has_one_name(error, name):
    assert kind(error) == name
    assert isinstance(error, FAILURES)
