import random
from statistics import fmean

import pytest

from benchmarks.simulation.autoscaling.trace import DAY_S, HELD_OUT, Trace, read, shipped
from benchmarks.simulation.errors import NoSuchScenario, NotAScenario

FLAT = {"title": "A test", "days": 1, "peak": 100.0, "day": [1.0] * 24, "replicas": [1, 9], "ingresses": 1}


def trace(**changes) -> Trace:
    return Trace.model_validate({**FLAT, **changes})


@pytest.mark.parametrize("name", shipped() + shipped(HELD_OUT))
def test_those_that_are_shipped_can_be_read(name):
    assert read(name).rate(0) > 0


def test_hours_are_joined_by_straight_lines():
    day = trace(day=[0.0, 1.0, *[0.5] * 22])
    assert [day.rate(at_s) for at_s in (0, 1800, 3600, 5400)] == [0, 50, 100, 75]
    assert day.rate(23.5 * 3600) == 25  # towards midnight's


def test_days_of_the_week_and_growth():
    days = trace(week=[1, 1, 1, 1, 1, 0.5, 0.5], first_weekday=4, learn_days=1, growth=[1, 2], days=3)
    assert days.rate(DAY_S) == 100  # Friday, the first that counts
    assert days.rate(2 * DAY_S) == 100  # Saturday: half, and twice as much
    assert days.rate(0) == 100


def test_a_surge_rises_stays_and_falls():
    surge = trace(surges=[{"at_s": 100, "rise_s": 60, "for_s": 600, "fall_s": 300, "times": 20}])
    assert [round(surge.rate(at_s)) for at_s in (99, 130, 160, 700, 910, 1060)] == [100, 1050, 2000, 2000, 1050, 100]


def test_several_surges_and_one_in_which_there_is_less():
    half = {"at_s": 100, "rise_s": 20, "for_s": 600, "fall_s": 20, "times": 0.5}
    both = trace(surges=[half, {"at_s": 300, "rise_s": 10, "for_s": 100, "fall_s": 10, "times": 3}])
    assert [round(both.rate(at_s)) for at_s in (99, 110, 120, 320, 500, 740)] == [100, 75, 50, 150, 50, 100]


def test_bursts_wander_around_what_is_expected():
    rates = list(trace(burst={"spread": 0.2, "over_s": 30}).rates(random.Random(1)))  # noqa: S311
    assert len(rates) == DAY_S
    assert fmean(rates) == pytest.approx(100, rel=0.02)
    assert min(rates) < 60
    assert max(abs(one - other) for one, other in zip(rates, rates[1:], strict=False)) < 40  # noqa: RUF007


def test_what_is_no_trace(tmp_path):
    with pytest.raises(NoSuchScenario, match=r"opera is neither a file nor one of diurnal"):
        read("opera")
    path = tmp_path / "it.yaml"
    path.write_text("title: x\npeek: 3")
    with pytest.raises(NotAScenario, match="peek"):
        read(str(path))
