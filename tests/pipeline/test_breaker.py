"""When calls go through."""

import pytest

from pipeline.breaker import Breaker


@pytest.fixture
def told():
    return []


@pytest.fixture
def breaker(clock, told):
    return Breaker(failures=3, open_s=10, observe=told.append, clock=clock)


def broken(breaker: Breaker) -> None:
    for _ in range(3):
        assert breaker.admits()
        breaker.failed()


def test_failures_in_a_row_open_it(breaker, told):
    broken(breaker)
    assert not breaker.admits()
    assert told == ["open"]


def test_a_success_between_them_does_not(breaker, told):
    for _ in range(5):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()
    assert breaker.admits()
    assert not told


def test_one_probe_after_a_while_closes_it(breaker, clock, told):
    assert not breaker.resting
    broken(breaker)
    clock.now += 9.9
    assert breaker.resting
    assert not breaker.admits()
    clock.now += 0.2
    assert not breaker.resting
    assert [breaker.admits() for _ in range(3)] == [True, False, False]
    breaker.succeeded()
    assert breaker.admits()
    assert told == ["open", "half_open", "closed"]


def test_or_opens_it_for_as_long_again(breaker, clock, told):
    broken(breaker)
    clock.now += 11
    assert breaker.admits()
    breaker.failed()
    clock.now += 9.9
    assert not breaker.admits()
    clock.now += 0.2
    assert breaker.admits()
    assert told == ["open", "half_open", "open", "half_open"]


def test_a_probe_that_nobody_waited_for_lets_the_next_one_try(breaker, clock):
    broken(breaker)
    clock.now += 11
    assert breaker.admits()
    breaker.abandoned()
    assert breaker.admits()


def test_a_late_failure_of_a_call_from_before_keeps_it_open(breaker, clock):
    broken(breaker)
    breaker.failed()
    clock.now += 11
    assert breaker.admits()


def test_abandoning_is_no_failure(breaker):
    for _ in range(10):
        breaker.abandoned()
    assert breaker.admits()
