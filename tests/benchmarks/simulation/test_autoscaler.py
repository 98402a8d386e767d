# ruff: noqa: S311
import random

import pytest
from ray.serve.config import AutoscalingConfig
from simpy import Environment

from benchmarks.simulation.autoscaler import Autoscaler
from benchmarks.simulation.pool import Pool
from benchmarks.simulation.replica import Replica
from benchmarks.simulation.row import Row, segment_of
from benchmarks.simulation.service_times import EngineTimes

CONFIG = {"min_replicas": 1, "max_replicas": 8, "target_ongoing_requests": 2, "upscale_delay_s": 30}


@pytest.fixture
def scaled():
    def make(replicas, start_s=20.0, **changes):
        env, rng = Environment(), random.Random(1)
        times = EngineTimes(rows=1, row_s=10_000)
        pool = Pool(env, lambda: Replica(env, times, env.timeout, rng), replicas, rng)
        return env, pool, Autoscaler(env, pool, AutoscalingConfig(**{**CONFIG, **changes}), start_s)

    return make


def test_decisions_are_ray_serves_own(scaled):
    """10 ongoing at a target of 2 want 5 replicas, but not before 30 s of wanting; then 1, but not before 600 s."""
    _, _, scaler = scaled(2)
    decided = {now_s: scaler.decide(10, now_s) for now_s in (0, 29, 30)}
    assert decided == {0: 2, 29: 2, 30: 5}
    scaler.target = 5
    assert [scaler.decide(2, now_s) for now_s in (100, 699, 700)] == [5, 5, 1]


def test_wanting_less_for_a_moment_begins_the_delay_anew(scaled):
    _, _, scaler = scaled(2)
    assert [scaler.decide(ongoing, now_s) for ongoing, now_s in ((10, 0), (4, 20), (10, 25), (10, 54), (10, 55))] == [
        *[2] * 4,
        5,
    ]


def test_factors_and_bounds_hold(scaled):
    _, _, scaler = scaled(2, upscaling_factor=0.5, upscale_delay_s=0)
    assert scaler.decide(12, 0) == 4  # halfway from 2 to 6
    assert scaler.decide(1000, 1) == 8


def test_from_ongoing_requests_to_replicas_that_serve(scaled):
    """12 come at once: told within 10 s, then seen in all of the look-back, 30 s of delay, 20 s to start."""
    env, pool, _ = scaled(2)
    for _ in range(6):
        for replica in pool.replicas:
            replica.accept(Row(env, segment_of(5), 0.1, 9))
    env.run(until=40)
    assert (len(pool.replicas), pool.starting) == (2, 0)
    env.run(until=45)
    assert (len(pool.replicas), pool.starting) == (2, 4)
    env.run(until=65)
    assert (len(pool.replicas), pool.starting) == (6, 0)
