# ruff: noqa: S311
import random

import pytest
from ray.serve.config import AutoscalingConfig
from simpy import Environment

from benchmarks.simulation.autoscaler import Autoscaler
from benchmarks.simulation.autoscaling.policies import Audio, RayServe
from benchmarks.simulation.pool import Pool
from benchmarks.simulation.replica import Replica
from benchmarks.simulation.row import Row, segment_of
from benchmarks.simulation.service_times import EngineTimes

CONFIG = {"min_replicas": 1, "max_replicas": 8, "target_ongoing_requests": 2, "upscale_delay_s": 30}


@pytest.fixture
def scaled():
    def make(replicas, policy, row_s=10_000.0):
        env, rng = Environment(), random.Random(1)
        times = EngineTimes(rows=1, row_s=row_s)
        pool = Pool(env, lambda: Replica(env, times, env.timeout, rng), replicas, rng)
        Autoscaler(env, {"first": pool}, policy, {"first": 20.0})
        return env, pool

    return make


def give(env, pool, rows, characters=5):
    for replica in pool.replicas:
        for _ in range(rows):
            replica.accept(Row(env, segment_of(characters), 0.1, 9))


def test_from_ongoing_requests_to_replicas_that_serve(scaled):
    """12 come at once: told within 10 s, then seen in all of the look-back, 30 s of delay, 20 s to start."""
    env, pool = scaled(2, RayServe({"first": AutoscalingConfig(**CONFIG)}))
    give(env, pool, 6)
    env.run(until=40)
    assert (len(pool.replicas), pool.starting) == (2, 0)
    env.run(until=45)
    assert (len(pool.replicas), pool.starting) == (2, 4)
    env.run(until=65)
    assert (len(pool.replicas), pool.starting) == (6, 0)


def test_by_audio_it_takes_one_report_and_the_start(scaled):
    """1,500 characters are 100 audio seconds that wait, to be made in 5 s by replicas that make 4 a second."""
    config = AutoscalingConfig(min_replicas=1, max_replicas=8, upscale_delay_s=0, downscale_delay_s=0)
    env, pool = scaled(1, Audio({"first": {"speed": 4.0, "start_s": 20}}, {"first": config}))
    give(env, pool, 10, characters=150)
    env.run(until=12)
    assert (len(pool.replicas), pool.starting) == (1, 4)
    env.run(until=33)
    assert (len(pool.replicas), pool.starting) == (5, 0)


def test_it_goes_down_when_nothing_is_left(scaled):
    config = AutoscalingConfig(min_replicas=1, max_replicas=8, upscale_delay_s=0, downscale_delay_s=0)
    env, pool = scaled(4, Audio({"first": {"speed": 4.0}}, {"first": config}), row_s=1.0)
    give(env, pool, 2)
    env.run(until=1500)
    assert len(pool.replicas) == 1
