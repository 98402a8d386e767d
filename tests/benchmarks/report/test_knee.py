import pytest

from benchmarks.load.outcome import Outcome
from benchmarks.report.knee import Knee, knee, saturated
from benchmarks.report.result import levels
from benchmarks.report.stored import Load


@pytest.fixture
def closed(run):
    """Levels with so many audio seconds per second."""

    def make(speeds: dict[int, float]):
        def answered(speed):
            return [Outcome(0.0, 0.0, 30, 100.0, None, 50.0, speed * 10, speed * 10)]

        return levels([run(requests=answered(speed), concurrency=callers) for callers, speed in speeds.items()])

    return make


@pytest.fixture
def opened(run):
    """Levels with such a TTFA, and so many of 100 requests refused."""

    def make(rates: dict[float, tuple[float, int]]):
        return levels([run(count=100, ttfa_ms=ms, failed=failed, rate=rate) for rate, (ms, failed) in rates.items()])

    return make


def test_a_closed_loop_is_saturated_where_more_callers_bring_little(closed):
    assert knee(closed({1: 10, 2: 20, 4: 36.1, 8: 40, 16: 39})) == Knee(Load("concurrency", 4), passed=True)
    assert knee(closed({1: 10, 2: 20, 4: 35.9, 8: 40, 16: 39})) == Knee(Load("concurrency", 8), passed=True)


def test_throughput_that_still_rises_says_so(closed):
    rising = closed({1: 10, 2: 20, 4: 40})
    assert knee(rising) == Knee(Load("concurrency", 4), passed=False)
    assert saturated(rising) == "4 callers or more, no higher load was tried"


def test_an_open_loop_is_usable_until_first_audio_is_late(opened):
    assert knee(opened({1: (50, 0), 2: (100, 0), 4: (200, 0), 8: (300, 0)})) == Knee(Load("rate", 4), passed=True)


def test_or_until_requests_are_refused(opened):
    assert knee(opened({1: (50, 0), 2: (50, 5), 4: (50, 6)})) == Knee(Load("rate", 2), passed=True)


def test_no_rate_above_one_that_was_too_much_counts(opened):
    assert knee(opened({1: (50, 0), 2: (50, 50), 4: (50, 0)})) == Knee(Load("rate", 1), passed=True)


def test_repeats_count_by_their_median(run):
    runs = [run(count=100, ttfa_ms=ms, rate=rate) for rate in (1.0, 2.0) for ms in (50.0, 50.0, 500.0)]
    assert knee(levels(runs)) == Knee(Load("rate", 2), passed=False)


def test_where_there_is_none(closed, opened):
    assert knee(closed({8: 10})) is None
    assert knee(closed({1: 0, 2: 0})) is None
    assert knee(opened({1: (50, 10), 2: (50, 0)})) is None
    assert knee([*closed({1: 10}), *opened({1: (50, 0)})]) is None
    assert saturated(closed({8: 10})) == "not told by a single load"
    assert saturated(opened({1: (50, 100), 2: (50, 0)})) == "the lowest load was too much already"
    assert saturated(closed({1: 10, 2: 10})) == "1 caller"
