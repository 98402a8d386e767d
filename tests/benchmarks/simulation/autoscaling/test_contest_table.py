from benchmarks.simulation.autoscaling.contest_table import ratios, table
from benchmarks.simulation.autoscaling.flow import Outcome


def told(late, hours):
    return [Outcome(requests=1000, late=late, gpu_hours=hours), Outcome(requests=1000, late=late, gpu_hours=hours + 1)]


def test_the_table_has_means_and_their_spread():
    written = table({"theirs": told(10, 9), "Declaim": told(4, 10)}, "theirs")
    assert "| Declaim | 0.400% | 4 | 0% | 0.00% | 10 (10 to 11) | 0 | 0.40 | 1.11 |" in written


def test_where_nobody_was_late_there_is_nothing_to_divide_by():
    assert ratios(told(0, 9), told(0, 9)) == (1.0, 1.0)
    assert ratios(told(0, 9), told(1, 9))[0] == float("inf")
    assert "| Declaim | 0.000% | 0 | 0% |" in table({"theirs": told(0, 9), "Declaim": told(0, 9)}, "theirs")
