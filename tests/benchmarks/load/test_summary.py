import pytest

from benchmarks.load.outcome import Outcome
from benchmarks.load.summary import summary


def succeeded(due_s, latency_ms, **fields):
    given = {"ttfa_ms": latency_ms / 2, "audio_s": 2.0, "audio_in_time_s": 2.0, **fields}
    return Outcome(due_s=due_s, late_ms=0.1, characters=20, latency_ms=latency_ms, **given)


def failed(error):
    return Outcome(due_s=0.0, late_ms=0.1, characters=20, latency_ms=1.0, error=error)


def test_what_is_counted():
    late = succeeded(9.5, 1000.0, audio_in_time_s=0.5, starved=True)
    errors = [failed("status 429"), failed("timed out"), failed("status 429")]
    told = summary([succeeded(0.0, 100.0), succeeded(1.0, 200.0), late, *errors], duration_s=10.0)
    assert (told["requests"], told["failed"]) == (6, 3)
    assert told["errors"] == {"status 429": 2, "timed out": 1}
    assert told["ttfa_ms"]["p50"] == 100
    assert told["latency_ms"]["max"] == 1000
    assert told["ttfa_ms_interval"]["p50"] == (50, 500)
    assert told["rtf_p50"] == pytest.approx(0.1)
    assert told["requests_per_s"] == pytest.approx(0.2)  # the third came after the end
    assert told["audio_s_per_s"] == pytest.approx(0.45)
    assert told["never_starved"] == pytest.approx(2 / 3)


def test_where_nothing_succeeded():
    told = summary([failed("connection refused")], duration_s=1.0)
    assert told["ttfa_ms"]["p99"] is told["rtf_p50"] is told["never_starved"] is None
    assert told["requests_per_s"] == 0
