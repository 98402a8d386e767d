import numpy as np
import pytest

from benchmarks.report import figures
from benchmarks.report.figures import Measured, measured, shown


def test_of_one_run_there_is_an_interval(level):
    found = measured(level(), figures.TTFA_P50)
    assert found.low < found.value < found.high
    assert found.high - found.low < 20


def test_of_repeats_the_median_the_lowest_and_the_highest(level):
    one = level(1, 2, 3)
    values = sorted(run.summary.ttfa_ms.p95 for run in one.runs)
    assert measured(one, figures.TTFA_P95) == Measured(values[1], values[0], values[2])


def test_of_a_maximum_there_is_no_interval(level):
    assert measured(level(), figures.TTFA[-1]).low is None


def test_where_nothing_succeeded(level):
    none = level(count=20, failed=20)
    assert measured(none, figures.LATENCY_P95) == measured(none, figures.RTF) == Measured(None)
    assert measured(none, figures.FAILED).value == 1
    assert measured(none, figures.AUDIO_PER_S) == Measured(0, 0, 0)
    assert measured(level(count=0), figures.FAILED) == Measured(None)


@pytest.mark.parametrize(
    "figure",
    [*figures.TTFA[:-1], figures.RTF, figures.AUDIO_PER_S, figures.REQUESTS_PER_S, figures.UNBROKEN, figures.FAILED],
)
def test_what_is_drawn_lies_about_what_was_measured(run, figure):
    one = run(count=600, failed=30)
    assert np.median(figure.drawn(one, np.random.default_rng(1))) == pytest.approx(figure.of(one), rel=0.05)


def test_rarer_percentiles_want_more_requests():
    assert [figure.wanted for figure in figures.TTFA] == [10, 50, 100, 500, 10]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "-"), (0.0, "0"), (0.01234, "0.0123"), (12.34, "12.3"), (99.96, "100"), (12345.6, "12346")],
)
def test_three_digits(value, text):
    assert shown(value) == text


def test_shares_are_in_percent():
    assert figures.FAILED.shown(0.1234) == "12.3%"
    assert figures.FAILED.shown(None) == "-"
