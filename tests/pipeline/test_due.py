"""Due: when a render's lines are wanted."""

import pytest

from pipeline.due import CERTAIN, LEAD_OF_TIMEOUT, LONGEST_LEAD_S, Due
from pipeline.hearing import MARGIN_S

NOW = 1000.0


@pytest.fixture
def due(clock):
    clock.now = NOW
    return Due(60, clock)


def test_somebody_waits_for_the_first_in_silence(due):
    assert due.begin(3.0) is None
    assert due.begin(3.0) is None, "nor does anything sound before the second, until the first does"


def test_the_next_is_due_when_those_before_it_have_been_heard(due):
    due.begin(4.0)
    due.send(1.0)
    assert due.begin(2.0) == pytest.approx(NOW + CERTAIN * 4 - MARGIN_S), (
        "as long as the first is expected to be at least"
    )
    assert due.begin(2.0) == pytest.approx(NOW + CERTAIN * 6 - MARGIN_S)


def test_what_lasted_longer_or_less_long_than_expected_counts_as_it_is(due):
    due.begin(2.0)
    due.send(5.0)
    assert due.begin(1.0) == pytest.approx(NOW + 5 - MARGIN_S)
    due.end()
    due.send(0.2)
    due.end()
    assert due.begin(1.0) == pytest.approx(NOW + 5.2 - MARGIN_S)


def test_time_passes(due, clock):
    due.begin(1.0)
    due.send(5.0)
    clock.now += 2
    assert due.begin(1.0) == pytest.approx(NOW + 5 - MARGIN_S)


def test_who_has_run_dry_is_not_owed_what_was_not_in_time(due, clock):
    due.begin(1.0)
    due.send(1.0)
    clock.now += 100
    assert due.begin(1.0) == pytest.approx(clock.now - MARGIN_S)
    due.end()
    due.send(2.0)
    assert due.begin(1.0) == pytest.approx(clock.now + 2 - MARGIN_S)


@pytest.mark.parametrize(("timeout_s", "lead_s"), [(600, LONGEST_LEAD_S), (4, 4 * LEAD_OF_TIMEOUT)])
def test_nothing_is_due_much_later(clock, timeout_s, lead_s):
    """Callers read faster than anybody hears, and one that allows a short silence must not be kept waiting for long."""
    clock.now, due = NOW, Due(timeout_s, clock)
    due.begin(100)
    due.send(100)
    assert due.begin(1.0) == pytest.approx(NOW + lead_s)


def test_a_pause_before_the_next_line(due):
    due.begin(1.0)
    due.send(1.0)
    due.end()
    due.send(0.4)
    assert due.begin(1.0) == pytest.approx(NOW + 1.4 - MARGIN_S)
