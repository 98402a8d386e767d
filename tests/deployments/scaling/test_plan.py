from itertools import pairwise

import pytest

from deployments.scaling.options import Scaling
from deployments.scaling.plan import Plan
from deployments.scaling.told import Told

NOON = 1_750_000_000.0
BUSY = Told(rate=500, rate_now=500, speed=60, replicas=4)
IDLE = Told(speed=60, replicas=4)


@pytest.fixture
def planned():
    """What is decided, second by second, from what was told at each; state goes through every time."""

    def plan(told, wanted: int = 1, least: int = 0, **options) -> list[int]:
        state, decisions = {}, []
        for n, each in enumerate(told):
            made = Plan(Scaling(**{"speed": 100, "late_cost": 1, **options}), state)
            made.observe(NOON + n, each)
            wanted = made.replicas(NOON + n, each, 0.0, wanted, least)
            state = made.state
            decisions.append(wanted)
        return decisions

    return plan


def test_up_at_once_and_down_after_a_while_step_by_step(planned):
    decisions = planned([BUSY] * 10 + [IDLE] * 2000)
    assert decisions[0] == 10
    changes = {n: (was, to) for n, (was, to) in enumerate(pairwise(decisions), 1) if was != to}
    assert min(changes) >= 300
    assert all(was - max(1, was // 5) <= to < was for was, to in changes.values())
    assert all(later - before >= 60 for before, later in pairwise(changes))
    assert decisions[-1] == 0


def test_who_is_at_the_least_takes_no_step_down(planned):
    """Or the first real step would have to wait for a minute after it."""
    decisions = planned([IDLE] * 400 + [BUSY] * 10 + [IDLE] * 400, wanted=2, least=2, hold_s=1, step_down=1)
    assert decisions[399] == 2
    assert decisions[409] >= 10
    assert decisions[420] < decisions[409]


def test_a_moment_of_more_begins_the_while_anew(planned):
    decisions = planned([BUSY] * 10 + [IDLE] * 250 + [BUSY] + [IDLE] * 250)
    assert min(decisions) == 10


def test_noise_does_not_move_it(planned):
    noisy = [Told(rate=500 + 30 * (-1) ** n, rate_now=500 + 90 * (-1) ** n, speed=60, replicas=10) for n in range(900)]
    assert len(set(planned(noisy)[30:])) == 1


def test_a_surge_is_taken_to_go_on(planned):
    quiet, surging = Told(rate=100, rate_now=100, speed=60), Told(rate=150, rate_now=300, speed=60)
    assert planned([quiet] * 60 + [surging])[-1] >= 15  # 300, three times as much, over half of 100


def test_what_costs_more_when_late_is_provided_for_further_above_the_forecast(planned):
    cheap, dear = (planned([BUSY], late_cost=cost)[-1] for cost in (1, 19))
    assert (cheap, dear) == (10, 12)


def test_batches_have_their_own_time(planned):
    assert planned([Told(pending_batch_s=3600 * 900, speed=60)])[-1] == 9
    assert planned([Told(pending_batch_s=3600 * 900, speed=60)], batch_drain_s=36_000)[-1] == 1


def test_the_last_replica_goes_when_nobody_asks(planned):
    asked = Told(rate=1, rate_now=1, speed=60)
    assert planned([asked] * 400)[-1] == 1
    assert planned([asked] * 10 + [IDLE] * 900)[-1] == 0


def learned(told: Told, seconds: int = 1200, **options) -> float | None:
    state = {}
    for n in range(0, seconds, 10):
        plan = Plan(Scaling(**options), state)
        plan.observe(NOON + n, told)
        state = plan.state
    return plan.speed


def test_a_speed_is_learned_from_those_that_have_all_they_can_take():
    few, full = Told(speed=60, replicas=4), Told(speed=60, replicas=4, pending_s=60 * 4 * 6)
    assert learned(few, speed=100) == 100
    assert learned(full, speed=100) == pytest.approx(60, abs=1)
    assert learned(Told(speed=140, replicas=4), speed=100) == pytest.approx(140, abs=1)


def test_without_a_speed_the_first_that_was_measured_is_taken():
    assert learned(Told()) is None
    assert learned(Told(speed=60)) == 60


def test_as_long_as_no_speed_is_known_the_number_stays(planned):
    asked = Told(rate=500, rate_now=500)
    assert planned([asked], wanted=3, speed=None)[-1] == 3
    assert planned([asked], wanted=0, speed=None)[-1] == 1


def test_what_replicas_are_short_of_is_said():
    plan = Plan(Scaling(speed=100), {})
    assert plan.short(Told(rate_now=500, pending_s=100), running=2) == 320
    assert plan.short(Told(rate_now=150), running=2) == 0
