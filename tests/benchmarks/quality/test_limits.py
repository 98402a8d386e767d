import math

import pytest
from pydantic import ValidationError

from benchmarks.quality.limits import Limit, failures, read_limits, regressions

LIMITS = {
    "score": Limit(means="higher is better", at_least=0.9, slack=0.05),
    "errors": Limit(means="lower is better", at_most=0.1, slack=0.02),
    "pace": Limit(means="one is best", at_least=0.8, at_most=1.2, slack=0.1),
    "told": Limit(means="told, whatever it is"),
}
GOOD = {"score": 0.95, "errors": 0.05, "pace": 1.0, "told": 7.0}


def test_the_file_is_in_order():
    limits = read_limits()
    assert all(limit.means and len(limit.means) < 62 for limit in limits.values())
    assert limits["identified"].at_least == 0.98
    assert limits["word_error_difference"].at_most == 0.03


def test_an_entry_that_is_misspelt_is_an_error(tmp_path):
    file = tmp_path / "limits.yaml"
    file.write_text("score: {means: score, at_leest: 1}")
    with pytest.raises(ValidationError, match="at_leest"):
        read_limits(file)


def test_what_is_within_its_limits_passes():
    assert failures(GOOD, LIMITS) == []
    assert failures({"score": 0.9, "errors": 0.1, "pace": 1.2}, LIMITS) == []


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("score", 0.85, "score is 0.85, must be ≥ 0.9: missed by 0.05"),
        ("errors", 0.3, "errors is 0.3, must be ≤ 0.1: missed by 0.2"),
        ("pace", 1.5, "pace is 1.5, must be ≥ 0.8, ≤ 1.2: missed by 0.3"),
        ("pace", 0.5, "pace is 0.5, must be ≥ 0.8, ≤ 1.2: missed by 0.3"),
        ("pace", -math.inf, "pace is -inf, must be ≥ 0.8, ≤ 1.2: missed by inf"),
        ("score", math.nan, "score was not measured; must be ≥ 0.9"),
    ],
)
def test_what_is_outside_is_named_with_by_how_much(name, value, line):
    assert failures({**GOOD, name: value}, LIMITS) == [line]


def test_what_was_not_measured_does_not_pass():
    assert failures({"score": 1.0, "pace": 1.0}, LIMITS) == ["errors was not measured; must be ≤ 0.1"]


@pytest.mark.parametrize(
    ("name", "value", "worse"),
    [
        ("score", 0.91, False), ("score", 0.89, True), ("score", 1.0, False), ("errors", 0.06, False),
        ("errors", 0.08, True), ("errors", 0.0, False), ("pace", 1.09, False), ("pace", 0.89, True),
        ("pace", 1.11, True), ("told", 100.0, False), ("score", math.nan, True),
    ],
)  # fmt: skip
def test_what_is_worse_than_before_by_more_than_its_slack(name, value, worse):
    assert bool(regressions({**GOOD, name: value}, GOOD, LIMITS)) == worse


def test_figures_that_the_earlier_run_did_not_have_are_new():
    assert regressions(GOOD, {}, LIMITS) == []
