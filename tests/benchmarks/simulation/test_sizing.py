import pytest

from benchmarks.simulation import sizing
from benchmarks.simulation.errors import NothingToFind
from benchmarks.simulation.figures import meets_aim
from benchmarks.simulation.run import run
from benchmarks.simulation.sizing import gpus_for, most, with_listeners


def test_the_most_is_close_below_what_is_too_much(scenario):
    given = scenario(aim={"p95_ttfa_ms": 700}, duration_s=40)
    found = most(given)
    assert meets_aim(found)
    assert found.scenario.demand.listeners > 120
    assert not meets_aim(run(with_listeners(found.scenario, 1.3)))


def test_gpus_are_as_many_times_more_as_listeners(scenario):
    given = scenario(gpus=10, sample=10, demand={"listeners": 1000})
    found = run(with_listeners(given, 0.3))
    assert gpus_for(given, found) == 34


@pytest.mark.parametrize(("well", "told"), [(False, "not hold even for one in"), (True, "however many")])
def test_an_aim_that_always_or_never_holds(well, told, scenario, monkeypatch):
    monkeypatch.setattr(sizing, "meets_aim", lambda _: well)
    monkeypatch.setattr(sizing, "run", lambda _: None)
    with pytest.raises(NothingToFind, match=told):
        sizing.most(scenario())
