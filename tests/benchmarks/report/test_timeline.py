import numpy as np
import pytest

from benchmarks.report.result import read
from benchmarks.report.timeline import PIECES, POINTS, timeline


@pytest.fixture
def drawn(written, told):
    return lambda *runs, **changes: timeline(read(written("x", *(runs or [told(**changes)]))))


def test_few_requests_are_points(drawn):
    plot = drawn(count=POINTS)
    (line,) = plot.figure.axes[0].lines
    assert len(line.get_xdata()) == POINTS


def test_many_are_percentiles_of_pieces_of_time(drawn):
    half, most = drawn(count=5000).figure.axes[0].lines
    assert len(half.get_xdata()) == len(most.get_xdata()) <= PIECES
    assert np.median(half.get_ydata()) == pytest.approx(100, rel=0.05)
    assert np.median(most.get_ydata()) == pytest.approx(139, rel=0.1)


def test_failures_are_marked_where_they_were(drawn):
    plot = drawn(count=100, failed=30)
    marks = plot.figure.axes[0].lines[-1]
    assert marks.get_marker() == "x"
    assert 6.0 < min(marks.get_xdata()) < 6.5
    assert "30 of 100 failed" in plot.description
    assert len(drawn(count=9000, failed=9000).figure.axes[0].lines[-1].get_xdata()) <= PIECES


def test_a_panel_for_each_load(drawn, told):
    plot = drawn(told(concurrency=1), told(concurrency=2), told(concurrency=2, seed=2))
    assert [axes.get_title(loc="left") or axes.get_title() for axes in plot.figure.axes] == ["1 caller", "2 callers"]
