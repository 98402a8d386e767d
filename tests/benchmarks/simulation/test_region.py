# ruff: noqa: S311
import random

import pytest
from simpy import Environment

from benchmarks.simulation.answer import Answer, Asked
from benchmarks.simulation.engine import Engine
from benchmarks.simulation.pool import Pool
from benchmarks.simulation.region import Region
from benchmarks.simulation.replica import Replica
from benchmarks.simulation.row import segment_of
from deployments.settings import Limits, Routing
from pipeline.waits import Waits

ONE = (segment_of(10),)


@pytest.fixture
def asking(service):
    """Puts requests to a region of one replica; returns the answers."""

    def ask(*asked, limits=None, stand_in=False, kill_at_s=None, **changes):
        env, rng, times = Environment(), random.Random(1), service(**changes)
        waits, limits = Waits(lambda: env.now), limits or Limits()

        def engine(name):
            pool = Pool(env, lambda: Replica(env, times.engine, env.timeout, rng), 1, rng)
            return Engine(env, name, pool, waits, Routing(first_audio_s=1)), times

        engines = [engine("gpu"), *([engine("cpu")] if stand_in else [])]
        region = Region(env, times, env.timeout, engines, (1, limits, Routing(first_audio_s=1)), rng)
        answers = [Answer(each) for each in asked]

        def come(answer):
            yield env.timeout(answer.asked.at_s)
            yield from region.answer(answer)

        for answer in answers:
            env.process(come(answer))
        if kill_at_s is not None:
            env.run(until=kill_at_s)
            region.die()
        env.run()
        return answers

    return ask


def test_a_request_alone_takes_what_its_parts_take(asking):
    """0.25 s before, 1 s to begin the row, 0.125 s for its window and for the others together, 0.5 s at the end."""
    (answer,) = asking(Asked(2.0, ONE))
    assert (answer.fate, answer.audio_s) == ("made", 1.0)
    assert answer.ttfa_s == pytest.approx(1.375)
    assert answer.latency_s == pytest.approx(2.0)


def test_until_something_is_heard_only_the_first_segment_is_made(asking):
    """Then up to `segments_ahead`: here two together, and two more when the first of them is done."""
    (answer,) = asking(Asked(0, ONE * 5), limits=Limits(segments_ahead=2))
    assert answer.ttfa_s == pytest.approx(1.375)
    assert answer.audio_s == 5
    assert 4 < answer.latency_s < 6.5


def test_who_comes_goes_before_what_is_heard_later(asking):
    """Four segments of ten seconds each are ahead of the listener by then, and one thread has one row at a time."""
    long, short = asking(Asked(0, (segment_of(150),) * 5), Asked(4, ONE), engine={"rows": 1, "row_s": 1})
    assert short.latency_s < 5
    assert long.latency_s > 7
    assert long.audio_s > 40


def test_what_is_kept_asks_no_engine(asking):
    (answer,) = asking(Asked(1.0, ONE, key=1, kept=True))
    assert (answer.fate, answer.ttfa_s, answer.latency_s) == ("kept", pytest.approx(0.01), pytest.approx(0.01))


def test_equal_requests_are_made_once(asking):
    first, second, other = asking(Asked(0, ONE, key=1), Asked(0.5, ONE, key=1), Asked(0.5, ONE, key=2))
    assert [each.fate for each in (first, second, other)] == ["made", "joined", "made"]
    assert second.latency_s == pytest.approx(first.latency_s - 0.5)


def test_new_texts_are_never_joined(asking):
    assert [each.fate for each in asking(Asked(0, ONE), Asked(0, ONE))] == ["made", "made"]


def test_what_admission_does_not_let_in_is_refused(asking):
    answers = asking(*[Asked(0, ONE)] * 3, Asked(9, ONE), limits=Limits(max_open_renders=2))
    assert [each.fate for each in answers] == ["made", "made", "refused", "made"]


def test_seconds_of_audio_are_bounded_too(asking):
    answers = asking(*[Asked(0, (segment_of(30),))] * 3, limits=Limits(max_queued_audio_s=4))
    assert [each.fate for each in answers] == ["made", "made", "refused"]


def test_who_has_no_turn_within_the_time_out_is_late(asking):
    answers = asking(*[Asked(0, ONE)] * 6, limits=Limits(timeout_s=1.5), engine={"rows": 1, "row_s": 1})
    assert [each.fate for each in answers].count("late") == 4
    assert all(each.ttfa_s is None for each in answers if each.fate == "late")


def test_a_stand_in_speaks_where_the_queue_is_too_long(asking):
    answers = asking(*[Asked(n / 100, ONE) for n in range(8)], stand_in=True, engine={"rows": 1, "row_s": 1})
    assert {each.fate for each in answers} == {"made"}
    assert 0 < sum(each.stood_in for each in answers) < 8


def test_what_a_region_was_speaking_is_lost_with_it(asking):
    done, broken = asking(Asked(0, ONE), Asked(2.5, ONE), kill_at_s=3)
    assert (done.fate, broken.fate) == ("made", "lost")


def test_who_finds_the_server_idle_takes_longer(asking):
    cold = {"before_s": 0.25, "message_s": 0.125, "after_s": 0.5, "hit_s": 0.01, "cold": 2}
    first, second, third = asking(Asked(0, ONE), Asked(1, ONE), Asked(20, ONE), overhead=cold)
    assert first.latency_s == third.latency_s == pytest.approx(4.0)
    assert second.latency_s < 5.0
