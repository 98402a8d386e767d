import pytest

from benchmarks.simulation.autoscaling.trial import Trial


def trial(service, seconds=400.0):
    """Of a second of audio that a replica makes in one, two at once."""
    return Trial(service(engine={"rows": 2, "row_s": 0.5}), (10, 10), seconds)


def test_with_little_to_do_nobody_waits(service):
    point = trial(service).at(0.05)
    assert point.made == pytest.approx(0.05, rel=0.25)
    assert point.ongoing < 0.06
    assert point.late(10) == 0
    assert point.late(0.1) == 1
    assert point.speed == pytest.approx(2, rel=0.1)


def test_what_has_all_it_can_take_makes_as_much_as_it_can(service):
    assert trial(service).at(0.0, 4).batch_made == pytest.approx(2, rel=0.05)


def test_listeners_go_before_batches_and_wait_for_those_that_have_begun(service):
    alone, beside = trial(service).at(0.5), trial(service).at(0.5, 4)
    assert beside.made == pytest.approx(alone.made, rel=0.1)
    assert beside.batch_made == pytest.approx(2 - beside.made, rel=0.1)
    assert beside.late(1.2) > alone.late(1.2)
