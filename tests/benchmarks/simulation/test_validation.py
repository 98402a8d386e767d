import pytest

from benchmarks.load.arrivals import due
from benchmarks.load.outcome import Outcome
from benchmarks.load.plan import Plan
from benchmarks.simulation import validation
from benchmarks.simulation.machine import Machine
from benchmarks.simulation.measuring.server import Loaded
from benchmarks.simulation.validation import CPU, Compared, compared, figures, middle, requests, with_others
from benchmarks.simulation.validation_table import table

FAST = {"engine": {"rows": 2, "row_s": 0.01}, "overhead": {"before_s": 0.01, "message_s": 0.002, "hit_s": 0.001}}


def test_requests_are_those_that_the_harness_makes_with_that_seed():
    real = due(Plan("openai", None, "sentences", 5, seed=3, rate=10))
    for asked, (at_s, prompt) in zip(requests(10, 5, seed=3), real, strict=False):
        assert asked.at_s == at_s
        assert abs(asked.characters - len(prompt.text)) < 30


def test_a_model_is_close_to_itself_and_says_so(service, monkeypatch):
    """The real server's part is played by the model, with another draw of what wobbles."""
    times = service(**FAST)

    async def loaded(server, workload, seconds, **load):
        answered = Machine(times, seed=2).open_loop(list(requests(load["rate"], seconds, load["seed"])))
        outcomes = [
            Outcome(each.asked.at_s, 0.0, each.asked.characters, each.latency_s * 1000, ttfa_ms=each.ttfa_s * 1000)
            for each in answered.answers
        ]
        return Loaded(outcomes, answered.cpu_s, 0.5, 0.07)

    monkeypatch.setattr(validation, "loaded", loaded)
    found = compared(None, times, rate=10, seconds=5, seed=1)
    assert found.close
    assert abs(found.off("latency p50")) < 0.1
    assert abs(found.off(CPU)) < 0.01
    assert "| 10.0/s, others used 0.07 cores | requests/s |" in table([found])


def test_further_off_is_not_close():
    real = figures([(0.0, 0.1, 1.0), (1.0, 0.1, 1.0)], 5)
    slow = figures([(0.0, 0.1, 1.2), (1.0, 0.1, 1.2)], 5)
    assert Compared(1, 0, real, real).close
    assert not Compared(1, 0, real, slow).close
    assert Compared(1, 0, real, slow).off("latency mean") == pytest.approx(0.2)


def test_what_others_use_is_not_there(service):
    assert with_others(service(background_cores=0.2), 0.3).background_cores == pytest.approx(0.5)


def test_of_several_rounds_the_median_counts():
    rounds = [Compared(1, others, {"x": real}, {"x": 1.0}) for others, real in ((0.1, 2.0), (0.0, 1.0), (0.5, 9.0))]
    assert middle(rounds) == Compared(1, 0.1, {"x": 2.0}, {"x": 1.0})
