import pytest

from benchmarks.report.distribution import SHARES, distribution
from benchmarks.report.result import read
from benchmarks.report.svg import styled


def test_a_curve_for_each_load_of_so_many_points(written, told):
    results = [read(written("a", told(count=1000))), read(written("b", told(concurrency=8, ttfa_ms=300.0)))]
    with styled():
        plot = distribution(results)
    left, right = plot.figure.axes
    assert [len(line.get_xdata()) for line in left.lines] == [len(SHARES)] * 2
    assert left.lines[1].get_xdata()[100] == pytest.approx(300, rel=0.1)
    assert right.lines[0].get_xdata()[0] > 100
    assert "a, 4 callers: TTFA half within" in plot.description


def test_where_nothing_succeeded_there_is_none(written, told):
    refused = read(written("none", told(count=3, failed=3)))
    assert distribution([refused]) is None
    assert len(distribution([refused, read(written("one", told(count=1)))]).figure.axes[0].lines) == 1
