"""Hearing: who has enough to hear may wait."""

import pytest

from pipeline.hearing import LONGEST_S, MARGIN_S, Hearing


@pytest.fixture
def hearing(clock):
    return Hearing(clock=clock)


def test_who_has_heard_nothing_waits_for_nothing(hearing):
    assert hearing.spare_s == 0
    hearing.send(0.0)
    assert hearing.spare_s == 0


def test_a_short_beginning_leaves_no_time(hearing):
    hearing.send(0.14)
    assert hearing.spare_s == 0


def test_what_is_sent_lasts_as_long_as_it_is_heard(hearing, clock):
    hearing.send(MARGIN_S)
    hearing.send(0.2)
    assert hearing.spare_s == pytest.approx(0.2)
    clock.now += 0.15
    assert hearing.spare_s == pytest.approx(0.05)
    clock.now += 10
    assert hearing.spare_s == 0


def test_who_ran_dry_begins_again(hearing, clock):
    hearing.send(1.0)
    clock.now += 10
    hearing.send(MARGIN_S + 0.1)
    assert hearing.spare_s == pytest.approx(0.1), "what was not heard in time is not owed"


def test_nobody_waits_for_long(hearing):
    hearing.send(600)
    assert hearing.spare_s == LONGEST_S


def test_behind_something_else_it_is_heard_later(clock):
    hearing = Hearing(clock.now + MARGIN_S + 0.2, clock)
    assert hearing.spare_s == pytest.approx(0.2)
    hearing.send(0.1)
    assert hearing.spare_s == pytest.approx(0.3)
    assert hearing.heard_at == pytest.approx(clock.now + MARGIN_S + 0.3)
