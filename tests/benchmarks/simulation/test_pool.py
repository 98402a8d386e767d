# ruff: noqa: S311
import random

import pytest
from simpy import Environment

from benchmarks.simulation.pool import Pool
from benchmarks.simulation.replica import Replica
from benchmarks.simulation.row import Row, segment_of
from benchmarks.simulation.service_times import EngineTimes


@pytest.fixture
def env():
    return Environment()


@pytest.fixture
def pool(env):
    rng = random.Random(1)
    return Pool(env, lambda: Replica(env, EngineTimes(rows=1, row_s=10), env.timeout, rng), 2, rng)


def give(env, replica, rows=1):
    for _ in range(rows):
        replica.accept(Row(env, segment_of(5), 0.1, 9))


def test_of_two_the_one_with_less_to_do_is_asked(env, pool):
    busy, idle = pool.replicas
    give(env, busy, 2)
    give(env, idle)
    assert {pool.choose() for _ in range(20)} == {idle}
    assert pool.ongoing == 3


def test_nobody_is_there(env, pool):
    pool.die()
    assert pool.choose() is None
    assert pool.ongoing == 0


def test_a_new_replica_takes_a_while_and_one_too_many_finishes_what_it_has(env, pool):
    pool.scale(3, start_s=5)
    env.run(until=4)
    assert (len(pool.replicas), pool.starting) == (2, 1)
    env.run(until=6)
    assert (len(pool.replicas), pool.starting) == (3, 0)
    for replica in pool.replicas:
        give(env, replica)
    pool.scale(1, start_s=5)
    assert (len(pool.replicas), pool.ongoing) == (1, 3)
    env.run()
    assert pool.ongoing == 0
    assert pool.made_s == pytest.approx(0.3)


def test_who_is_starting_dies_too(env, pool):
    pool.scale(4, start_s=5)
    env.run(until=1)
    pool.die()
    env.run()
    assert pool.replicas == []
