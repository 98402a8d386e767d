import pytest

from benchmarks.load.outcome import Outcome
from benchmarks.report.result import read
from benchmarks.report.saturation import saturation


@pytest.fixture
def sweep(written, told):
    def make(name: str, load: str, **speeds: float):
        def answered(speed):
            return [Outcome(0.0, 0.0, 30, 100.0, None, 50.0, speed * 10, speed * 10)]

        loads = [(int(amount[1:]), speed) for amount, speed in speeds.items()]
        return read(written(name, *(told(requests=answered(speed), **{load: at}) for at, speed in loads)))

    return make


def test_the_knee_is_marked_and_said(sweep):
    plot = saturation([sweep("mine", "concurrency", _1=10, _2=20, _4=20)])
    left, right = plot.figure.axes
    assert [text.get_text().strip() for text in left.texts] == ["mine: knee 2"]
    assert plot.description == "mine is saturated at: 2 callers."
    assert left.lines[0].get_ydata().tolist() == [10, 20, 20]
    assert [2, 2] in [[*line.get_xdata()] for line in right.lines]


def test_no_knee_is_claimed_where_throughput_still_rises(sweep):
    plot = saturation([sweep("mine", "concurrency", _1=10, _2=20)])
    assert [text.get_text().strip() for text in plot.figure.axes[0].texts] == ["mine: no knee up to 2"]


def test_several_sweeps_are_in_one_plot(sweep):
    speeds = {"_1": 10.0, "_2": 20.0, "_4": 20.0}
    plot = saturation([sweep("a", "rate", **speeds), sweep("b", "rate", **speeds)])
    labels = [text.get_text() for text in plot.figure.legends[0].get_texts()]
    assert labels == [
        *("a: throughput, TTFA p50", "a: TTFA p95", "b: throughput, TTFA p50", "b: TTFA p95"),
        "all that was asked for",
    ]
    first, second = plot.figure.axes[0].texts
    assert first.xy[1] != second.xy[1]


def test_a_load_at_which_nothing_succeeded_has_no_point(written, told):
    result = read(written("x", told(rate=1.0, count=9, failed=9), told(rate=2.0)))
    plot = saturation([result])
    assert len(plot.figure.axes[1].lines[0].get_xdata()) == 1
    assert "the lowest load was too much already" in plot.description
