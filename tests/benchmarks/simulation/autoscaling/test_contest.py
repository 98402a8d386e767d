import pytest

from benchmarks.simulation.autoscaling import contest
from benchmarks.simulation.autoscaling.contest import OURS, holds, policies
from benchmarks.simulation.autoscaling.curve import measured
from benchmarks.simulation.autoscaling.flow import Outcome
from benchmarks.simulation.autoscaling.terms import Terms
from benchmarks.simulation.autoscaling.trace import Trace
from benchmarks.simulation.scenario import SHIPPED, read_service

TERMS = Terms()
TEN_MINUTES = {"title": "A test", "days": 0.007, "peak": 600.0, "day": [1.0] * 24, "replicas": [1, 9], "ingresses": 9}


@pytest.fixture
def quick(monkeypatch):
    """Curves of a few seconds, of the engine only."""
    curve = measured(read_service(SHIPPED / "assumed_gpu.json"), (25, 100), 2)
    monkeypatch.setattr(contest, "curves", lambda terms: (curve, curve))


def test_every_policy_runs(quick):
    outcomes = dict(contest.contest(Trace.model_validate(TEN_MINUTES), TERMS, [1]))
    assert list(outcomes) == list(policies(TERMS))
    assert {OURS, TERMS.theirs} <= outcomes.keys()
    assert len({one.requests for (one,) in outcomes.values()}) == 1


def told(late, hours):
    return [Outcome(requests=1000, late=late, gpu_hours=hours), Outcome(requests=1000, late=late, gpu_hours=hours + 1)]


@pytest.mark.parametrize(("late", "hours", "good"), [(5, 10, True), (6, 9, False), (3, 12, False)])
def test_it_holds_at_half_as_many_late_for_a_tenth_more(late, hours, good):
    assert holds({TERMS.theirs: told(10, 10), OURS: told(late, hours)}, TERMS.theirs) is good
