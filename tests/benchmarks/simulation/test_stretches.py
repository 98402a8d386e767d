from benchmarks.simulation.run import run
from benchmarks.simulation.stretches import normal_again_s, stretches

LOSS = {
    "gpus": 3,
    "regions": 3,
    "ingresses": 3,
    "demand": {"listeners": 600},
    "loss": {"at_s": 30, "failover_s": 10},
    "aim": {"p95_ttfa_ms": 2000},
    "every_s": 5,
}


def test_every_request_is_in_the_stretch_in_which_it_was_asked(scenario):
    ran = run(scenario(every_s=20))
    found = stretches(ran)
    assert [each.begins_s for each in found] == [0, 20, 40]
    assert sum(each.figures.requests for each in found) == len(ran.answers)
    assert {each.replicas for each in found} == {1}


def test_normal_again_is_when_the_aim_holds_for_good(scenario):
    assert normal_again_s(run(scenario(**LOSS)), 30) == 10


def test_or_never(scenario):
    never = {**LOSS, "loss": {"at_s": 30, "failover_s": 100}}
    assert normal_again_s(run(scenario(**never)), 30) is None


def test_or_it_always_was(scenario):
    assert normal_again_s(run(scenario(every_s=5, aim={"p95_ttfa_ms": 2000})), 30) == 0
