import pytest

from benchmarks.simulation.autoscaling.curve import FINE, WAITS, Curve
from benchmarks.simulation.autoscaling.flow import Flow, Replicas
from benchmarks.simulation.autoscaling.trace import Trace

SMOOTH = {"title": "A test", "days": 0.05, "peak": 100.0, "day": [1.0] * 24, "replicas": [1, 9], "ingresses": 100}
QUIET = {"burst": {"spread": 0}}


def curve(most: float) -> Curve:
    """Of an engine that is late as soon as somebody has waited, and makes 10 audio seconds of batches beside that."""
    flat = [[0.0] * (FINE + 1), [0.0] * (FINE + 1)]
    late = [flat, *[[[1.0] * (FINE + 1)] * 2] * WAITS]
    return Curve(most, 4.0, (0, 4), late, flat, flat, [[0.0] * (FINE + 1), [10.0] * (FINE + 1)])


class Fixed:
    """Decides as it is told, and sees everything."""

    learns = False

    def __init__(self, *decisions) -> None:
        self.decisions, self.seen = dict(decisions), []

    def record(self, now_s, views) -> None:
        self.seen.append((now_s, views))

    def decide(self, now_s, views):
        return {"first": self.decisions[now_s]} if now_s in self.decisions else {}


@pytest.fixture
def flow():
    def make(policy, running=2, stand_ins=0, **changes):
        trace = Trace.model_validate({**SMOOTH, **QUIET, **changes})
        engines = Replicas(curve(100), 60, running), Replicas(curve(200), 8, stand_ins)
        return Flow(trace, engines, policy, 0.2)

    return make


def test_what_is_carried_is_not_late(flow):
    outcome = flow(Fixed()).run(1)
    assert outcome.requests == pytest.approx(0.05 * 86400 * 25, rel=0.02)
    assert outcome.late == outcome.refused == outcome.stood_in == 0
    assert outcome.gpu_hours == pytest.approx(2 * 0.05 * 24)


def test_what_is_not_piles_up_until_it_is_refused(flow):
    outcome = flow(Fixed(), peak=300.0, ingresses=2).run(1)
    assert outcome.late_share > 0.99
    assert outcome.refused / outcome.requests == pytest.approx(1 / 3, rel=0.05)


def test_a_stand_in_takes_what_would_wait(flow):
    outcome = flow(Fixed(), peak=300.0, stand_ins=1).run(1)
    assert outcome.stood_in / outcome.requests == pytest.approx(1 / 3, rel=0.1)
    assert outcome.refused == 0


def test_replicas_take_a_while_and_cost_from_the_beginning(flow):
    policy = Fixed((100, 4))
    outcome = flow(policy, days=0.01).run(1)
    running = {now_s: views["first"].running for now_s, views in policy.seen}
    assert (running[158], running[162]) == (2, 4)
    assert outcome.gpu_hours == pytest.approx((864 * 2 + 764 * 2) / 3600, rel=0.01)


def test_the_same_is_asked_for_whatever_is_decided(flow):
    noisy = {"burst": {"spread": 0.2}}
    one, other = (flow(policy, **noisy).run(3).requests for policy in (Fixed(), Fixed((100, 4))))
    assert one == other
    assert one != flow(Fixed(), **noisy).run(4).requests


def test_batches_fill_what_listeners_leave(flow):
    bulk = {"bulk": {"at_s": 600, "audio_s": 10_000.0, "segments_at_once": 8}}
    outcome = flow(Fixed(), **bulk).run(1)
    assert outcome.batch_left_s == 0
    assert outcome.batch_hours == pytest.approx(10_000 / 20 / 3600, rel=0.02)


def test_days_of_learning_are_not_counted_and_only_run_through_by_those_who_learn(flow):
    policy = Fixed()
    outcome = flow(policy, learn_days=1).run(1)
    assert outcome.requests == pytest.approx(0.05 * 86400 * 25, rel=0.02)
    assert outcome.gpu_hours == pytest.approx(2 * 0.05 * 24)
    assert policy.seen[0][0] == 82_800
