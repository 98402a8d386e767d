import pytest

from benchmarks.simulation.autoscaling.curve import FINE, WAITS, measured


@pytest.fixture(scope="module")
def curve():
    from benchmarks.simulation.service_times import ServiceTimes  # noqa: PLC0415

    times = {"source": "a test", "measured": False, "audio": {"fixed_s": 0, "character_s": 0.1}}
    engine = {"rows": 2, "row_s": 0.1}
    overhead = {"before_s": 0.05, "message_s": 0.0, "hit_s": 0.01}
    service = ServiceTimes.model_validate({**times, "engine": engine, "overhead": overhead})
    return measured(service, (10, 10), 15, (0, 2))


def test_the_most_and_what_a_segment_is(curve):
    assert curve.most == pytest.approx(10, rel=0.05)
    assert curve.segment_s == 1


def test_more_load_is_later_and_more_under_way(curve):
    assert curve.late[0][0][10] < 0.02 < curve.late[0][0][90]
    assert curve.ongoing[0][20] < curve.ongoing[0][60] < curve.ongoing[0][90]
    assert curve.late[0][0][FINE] == curve.late[0][0][90]


def test_whoever_has_waited_has_less_time_left(curve):
    shares = [curve.late[wait][0][50] for wait in range(WAITS + 1)]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_batches_beside_them_make_listeners_later(curve):
    assert curve.late[0][1][50] > curve.late[0][0][50]
    assert curve.batch_made[1][10] > curve.batch_made[1][80] > 0
    assert (curve.rows(0), curve.rows(0.5), curve.rows(7)) == (0, 1, 1)
