import numpy as np
import pytest

from benchmarks.load.quantiles import intervals, percentiles


def test_percentiles_are_those_of_numpy():
    values = np.random.default_rng(5).exponential(100, 777).tolist()
    expected = np.percentile(values, [50, 90, 95, 99])
    assert [*percentiles(values).values()] == pytest.approx([*expected, max(values)])


def test_of_nothing_there_are_none():
    assert percentiles([]) == {"p50": None, "p90": None, "p95": None, "p99": None, "max": None}
    assert intervals([]) == {}


def test_intervals_are_those_of_a_bootstrap_with_numpy():
    values = np.random.default_rng(5).exponential(100, 400)
    drawn = np.random.default_rng(9).choice(values, (4000, 400))
    low, high = np.percentile(np.percentile(drawn, 90, axis=1), [2.5, 97.5])
    assert intervals(values.tolist())["p90"] == pytest.approx((low, high), rel=0.05)


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    rng = np.random.default_rng(3)
    found = [intervals(rng.uniform(0, 1, 60).tolist(), resamples=100)["p50"] for _ in range(100)]
    assert sum(low <= 0.5 <= high for low, high in found) >= 85


def test_the_same_values_have_the_same_intervals():
    assert intervals([1.0, 2.0, 5.0]) == intervals([1.0, 2.0, 5.0])
