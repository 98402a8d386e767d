import heapq

import numpy as np
import pytest

from benchmarks.load.outcome import Outcome
from benchmarks.report import figures
from benchmarks.report.changes import COMPARED, Change, change, changes
from benchmarks.report.result import levels


def test_the_same_is_no_different(level):
    for told in changes(level(1), level(1)):
        assert told.by == told.none
        assert not told.excludes_none
        assert not told.worse


def test_other_requests_of_the_same_kind_are_rarely_different(level):
    told = [change(level(seed), level(seed + 50), figures.TTFA_P50) for seed in range(25)]
    assert sum(one.excludes_none for one in told) <= 4


def queued(seed: int, duration_s: float = 20.0) -> list[Outcome]:
    """What comes of Poisson arrivals at two servers that are busy for 80 % of the time."""
    rng, free_s, due_s, found = np.random.default_rng(seed), [0.0, 0.0], 0.0, list[Outcome]()
    while (due_s := due_s + rng.exponential(0.05)) < duration_s:
        begun_s = max(due_s, heapq.heappop(free_s))
        heapq.heappush(free_s, begun_s + 0.08 * rng.lognormal(0, 0.2))
        waited_ms = (begun_s - due_s) * 1000 + 20
        found.append(Outcome(due_s, 0.0, 30, waited_ms + 60, None, waited_ms, 2.0, 2.0))
    return found


def test_those_who_waited_in_one_queue_are_not_taken_for_independent(run):
    """Drawn one by one they would be told apart in three of four pairs."""
    found = [levels([run(requests=queued(seed), duration_s=20.0)])[0] for seed in range(40)]
    told = [change(a, b, figures.TTFA_P95) for a, b in zip(found[::2], found[1::2], strict=True)]
    assert sum(one.excludes_none for one in told) <= 7


@pytest.mark.parametrize("figure", [figures.TTFA_P50, figures.TTFA_P95])
def test_a_quarter_slower_is_seen(level, figure):
    told = change(level(1, count=400), level(2, count=400, ttfa_ms=125.0), figure)
    assert told.low < 1.25 < told.high
    assert told.excludes_none
    assert told.worse
    assert told.slower_by(0.1)
    assert not told.slower_by(0.5)
    back = change(level(2, count=400, ttfa_ms=125.0), level(1, count=400), figure)
    assert back.excludes_none
    assert not back.worse
    assert not back.slower_by(0.1)


def test_a_lower_throughput_is_worse(level):
    told = change(level(1, count=400), level(1, count=200), figures.AUDIO_PER_S)
    assert told.by == pytest.approx(0.5)
    assert told.slower_by(0.4)
    assert not told.slower_by(0.6)


def test_refusals_are_worse_by_points(level):
    told = change(level(1), level(1, failed=30), figures.FAILED)
    assert told.by == pytest.approx(0.15)
    assert 0.1 < told.low < told.high < 0.21
    assert told.slower_by(0.1)


def test_no_success_is_slower_than_any(level):
    told = change(level(1), level(1, count=50, failed=50), figures.TTFA_P95)
    assert (told.by, told.low) == (None, None)
    assert told.slower_by(10.0)
    assert not change(level(1, count=50, failed=50), level(1), figures.TTFA_P95).slower_by(0.0)


def test_one_request_says_nothing(level):
    for told in changes(level(1, count=1), level(1, count=1, ttfa_ms=500.0)):
        assert not told.excludes_none
        assert not told.slower_by(0.0)


def test_repeats_that_differ_by_themselves_prove_less(run):
    def repeats(*ttfa_ms):
        return levels([run(seed=number, ttfa_ms=ms) for number, ms in enumerate(ttfa_ms)])[0]

    steady = change(repeats(100.0, 101.0, 102.0), repeats(120.0, 121.0, 122.0), figures.TTFA_P50)
    unsteady = change(repeats(80.0, 101.0, 130.0), repeats(90.0, 121.0, 150.0), figures.TTFA_P50)
    assert steady.excludes_none
    assert not unsteady.excludes_none
    assert unsteady.low < steady.low < steady.high < unsteady.high


def test_a_maximum_is_compared_by_repeats_only(level):
    assert change(level(1), level(2), figures.TTFA[-1]).low is None
    assert change(level(1, 2), level(3, 4), figures.TTFA[-1]).low is not None


def test_nothing_is_divided_by_nothing(level):
    none = level(count=50, failed=50)
    assert change(none, level(1), figures.AUDIO_PER_S) == Change(
        figures.AUDIO_PER_S, 0.0, level(1).runs[0].summary.audio_s_per_s
    )
    assert len(changes(none, none)) == len(COMPARED)
