from itertools import pairwise

from benchmarks.load.plan import Plan
from benchmarks.report.knee import Knee
from benchmarks.report.stored import Load
from benchmarks.report.sweep import plans, runs, written

PLAN = Plan("null", None, "sentences", 0.1, 100)


def test_all_levels_and_then_all_of_them_again():
    found = plans(PLAN, "concurrency", [4, 1, 2], 2)
    assert [plan.concurrency for plan in found] == [1, 2, 4, 1, 2, 4]
    assert {plan.rate for plan in found} == {None}


def test_no_run_has_the_texts_of_another():
    found = plans(PLAN, "rate", [1.0, 2.0], 3)
    assert all(a.seed < b.seed for a, b in pairwise(found))
    assert found == plans(PLAN, "rate", [2.0, 1.0], 3)


def test_runs_are_reported_one_by_one_and_the_warm_up_is_none_of_them():
    reports = runs(plans(PLAN, "rate", [50.0, 100.0], 1), 0.01)
    assert [told["arguments"]["rate"] for told in reports] == [50, 100]


def test_what_is_written():
    found = Knee(Load("rate", 2.0), passed=True)
    assert written({"command": "again"}, [{}], found) == {
        "format": 1,
        "kind": "sweep",
        "command": "again",
        "knee": {"kind": "rate", "amount": 2.0, "passed": True},
        "runs": [{}],
    }
    assert written({}, [], None)["knee"] is None
