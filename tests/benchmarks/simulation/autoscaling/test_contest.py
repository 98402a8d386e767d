import pytest

from benchmarks.simulation.autoscaling import contest
from benchmarks.simulation.autoscaling.contest import OURS, THEIRS, holds, policies, table
from benchmarks.simulation.autoscaling.curve import measured
from benchmarks.simulation.autoscaling.flow import Outcome
from benchmarks.simulation.autoscaling.trace import Trace
from benchmarks.simulation.scenario import SHIPPED, read_service

TEN_MINUTES = {"title": "A test", "days": 0.007, "peak": 600.0, "day": [1.0] * 24, "replicas": [1, 9], "ingresses": 9}


@pytest.fixture
def quick(monkeypatch):
    """Curves of a few seconds, of the engine only."""
    curve = measured(read_service(SHIPPED / "assumed_gpu.json"), (25, 100), 2)
    monkeypatch.setattr(contest, "curves", lambda: (curve, curve))


def test_every_policy_runs(quick):
    outcomes = dict(contest.contest(Trace.model_validate(TEN_MINUTES), [1]))
    assert list(outcomes) == list(policies())
    assert {OURS, THEIRS} <= outcomes.keys()
    assert len({one.requests for (one,) in outcomes.values()}) == 1


def told(late, hours):
    return [Outcome(requests=1000, late=late, gpu_hours=hours), Outcome(requests=1000, late=late, gpu_hours=hours + 1)]


def test_the_table_has_means_and_their_spread():
    written = table({THEIRS: told(10, 9), OURS: told(4, 10)})
    assert "| Declaim | 0.400% | 4 | 0% | 0.00% | 10 (10 to 11) | 0 | 0.40 | 1.11 |" in written


@pytest.mark.parametrize(("late", "hours", "good"), [(5, 10, True), (6, 9, False), (3, 12, False)])
def test_it_holds_at_half_as_many_late_for_a_tenth_more(late, hours, good):
    assert holds({THEIRS: told(10, 10), OURS: told(late, hours)}) is good
