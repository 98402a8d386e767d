# ruff: noqa: S311
import random
from collections.abc import Generator

import pytest
from simpy import Environment

from benchmarks.simulation.engine import Engine, Terms, first_terms
from benchmarks.simulation.pool import Pool
from benchmarks.simulation.region import spec
from benchmarks.simulation.replica import Replica
from benchmarks.simulation.row import Row, segment_of
from benchmarks.simulation.service_times import EngineTimes
from deployments.settings import Routing as Patience
from pipeline.engines import Patience as RealPatience
from pipeline.load import Load
from pipeline.routing import Routing
from pipeline.script import Line
from pipeline.waits import Waits


class Stage:
    def __init__(self, replicas=1, row_s=1.0):
        self.env, rng = Environment(), random.Random(1)
        make = lambda: Replica(self.env, EngineTimes(rows=1, row_s=row_s), self.env.timeout, rng)  # noqa: E731
        self.waits = Waits(lambda: self.env.now)
        self.pool = Pool(self.env, make, replicas, rng)
        self.engine = Engine(self.env, "gpu", self.pool, self.waits, Patience(failures=2, open_s=10))

    def speak(self, terms=Terms(60)) -> Generator:  # noqa: B008
        return self.env.process(self.engine.speak(lambda: Row(self.env, segment_of(15), 0.1, 9), terms))


def test_a_segment_is_made():
    stage = Stage()
    assert stage.env.run(stage.speak()) == "made"
    assert stage.env.now == 1


def test_another_replica_makes_it_again_if_one_dies():
    stage = Stage(replicas=2)
    speaking = stage.speak()
    stage.env.run(until=0.5)
    (busy,) = [replica for replica in stage.pool.replicas if replica.ongoing]
    stage.pool.replicas.remove(busy)
    busy.die()
    assert stage.env.run(speaking) == "made"
    assert stage.env.now == 1.5


def test_without_any_replica_it_is_lost():
    stage = Stage(replicas=0)
    assert stage.env.run(stage.speak()) == "lost"


def test_a_long_queue_is_not_joined_where_another_stands_in():
    stage = Stage()
    stage.waits.hear("gpu", Load(queued_audio_s=20, speed=1))
    assert stage.env.run(stage.speak(Terms(5, longest_wait_s=5))) == "spared"
    assert stage.env.run(stage.speak(Terms(5))) == "made"


def test_who_is_late_again_and_again_is_left_alone_for_a_while():
    stage = Stage(row_s=3)
    first = stage.speak()
    late = [stage.speak(Terms(1, longest_wait_s=9)) for _ in range(2)]
    assert [stage.env.run(each) for each in (first, *late)] == ["made", "late", "late"]
    assert stage.engine.wait_s == float("inf")
    assert stage.env.run(stage.speak(Terms(1, longest_wait_s=9))) == "spared"
    stage.env.run(until=stage.env.now + 11)
    assert stage.env.run(stage.speak(Terms(9, longest_wait_s=9))) == "made"
    assert stage.engine.wait_s < float("inf")


@pytest.mark.parametrize("timeout_s", [10, 60, 600])
@pytest.mark.parametrize("stand_in_wait_s", [0.0, 3.0, 50.0, float("inf")])
@pytest.mark.parametrize("due_in_s", [None, -5.0, 7.0])
def test_terms_are_those_of_the_real_routing(timeout_s, stand_in_wait_s, due_in_s, real_terms):
    ours = first_terms(Patience(first_audio_s=20), timeout_s, stand_in_wait_s, due_in_s or 0.0)
    real = real_terms(RealPatience(20, 5, 10), timeout_s, stand_in_wait_s, due_in_s)
    assert (ours.begin_s, ours.longest_wait_s) == (real.begin_s, real.longest_wait_s)


@pytest.fixture
def real_terms(monkeypatch):
    monkeypatch.setattr("pipeline.routing.time.time", lambda: 1000.0)

    def terms(patience, timeout_s, stand_in_wait_s, due_in_s):
        routing = Routing(None, None, patience=patience)
        monkeypatch.setattr(routing._engines, "wait_s", lambda _: stand_in_wait_s)
        asked, line = spec(10, timeout_s), Line("x", 0, 1, 0.0, due=None if due_in_s is None else 1000.0 + due_in_s)
        return routing._terms(line, asked, [asked])

    return terms
