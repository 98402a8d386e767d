import pytest

from benchmarks.load.outcome import Outcome
from benchmarks.simulation.measuring import crowd
from benchmarks.simulation.measuring.crowd import answers_per_s, rate_of, speeds
from benchmarks.simulation.measuring.server import Loaded


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(crowd, "SECONDS", 4.0)


@pytest.fixture
def busy(service):
    """Where everything is computed by cores that are shared."""

    def make(**changes):
        engine = {"rows": 4, "workers": 2, "turns": True, "row_s": 0.04}
        overhead = {"before_s": 0.01, "message_s": 0.001, "hit_s": 0.0}
        return service(engine=engine, overhead=overhead, **changes)

    return make


def test_the_cores_are_as_fast_as_the_model_answers_what_the_server_did(busy):
    real = answers_per_s(busy(speeds=(1.0, 1.6), background_cores=0.1))
    assert speeds(busy(speeds=(1.0, 2.0), background_cores=0.1), real) == pytest.approx((1.0, 1.6), abs=0.03)


def test_what_others_took_meanwhile_is_not_held_against_the_server(busy):
    real = answers_per_s(busy(speeds=(1.0, 1.6), background_cores=0.3))
    assert speeds(busy(speeds=(1.0, 2.0)), real, others_cores=0.3) == pytest.approx((1.0, 1.6), abs=0.03)


def test_no_core_is_faster_than_one_alone(busy):
    assert speeds(busy(speeds=(1.0, 1.5)), 1e6)[1] == pytest.approx(2.0, abs=0.01)


def test_answers_that_came_in_time_count():
    outcomes = [Outcome(due_s, 0.0, 10, 600.0) for due_s in (0.0, 1.0, 3.5)]
    assert rate_of(Loaded(outcomes, 1.0, 0.5, 0.0), 4.0) == 0.5
