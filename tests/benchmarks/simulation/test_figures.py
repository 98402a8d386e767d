from math import isnan

import pytest

from benchmarks.simulation.answer import Answer, Asked
from benchmarks.simulation.figures import figures, meets_aim, of
from benchmarks.simulation.run import run


def answers():
    asked = Asked(0.0, ())
    return [
        Answer(asked, "made", 0.1, 1.0),
        Answer(asked, "made", 0.3, 3.0, stood_in=True),
        Answer(asked, "kept", 0.01, 0.01),
        Answer(asked, "refused"),
        Answer(asked, "lost", 0.2),
    ]


def test_times_are_those_of_who_heard_something():
    found = figures(answers(), 10)
    assert (found.requests, found.per_s, found.unserved, found.stood_in) == (5, 0.5, 0.4, 0.2)
    assert found.ttfa_p50_ms == pytest.approx(150)
    assert found.latency_p50_ms == pytest.approx(1000)
    assert found.made_p95_ms > found.ttfa_p50_ms
    assert found.fates == {"made": 2, "kept": 1, "refused": 1, "lost": 1}


def test_of_nothing_there_are_no_times():
    found = figures([], 10)
    assert isnan(found.ttfa_p95_ms)
    assert found.unserved == 0


def test_an_aim_is_missed_by_being_slow_refused_or_left_behind(scenario):
    assert meets_aim(run(scenario(aim={"p95_ttfa_ms": 1000})))
    assert not meets_aim(run(scenario(aim={"p95_ttfa_ms": 400})))
    assert not meets_aim(run(scenario(limits={"max_open_renders": 1}, aim={"p95_ttfa_ms": 1000})))
    behind = run(scenario(demand={"listeners": 3000}, limits={"max_open_renders": 10_000}, aim={"p95_ttfa_ms": 1e9}))
    assert not meets_aim(behind)
    assert of(behind).fates["open"] > 100
