# ruff: noqa: S311
import random
import statistics

import pytest
from pydantic import ValidationError
from simpy import Environment

from benchmarks.simulation.row import Row, segment_of
from benchmarks.simulation.service_times import EngineTimes, ServiceTimes, wobble

TIMES = EngineTimes(
    rows=4, batch_s=1, row_s=0.1, character_s=0.01, window_s=2, row_window_s=0.5, audio_s=10, row_audio_s=100
)


def test_a_step_costs_what_it_consists_of():
    long, short = (Row(Environment(), segment_of(20), audio_s, 9) for audio_s in (3.0, 0.05))
    begun = 1 + 2 * (0.1 + 0.2) + 2 + 10 * 0.14 + 2 * 0.5 + 100 * (0.14 + 0.05)
    assert TIMES.step_s([long, short]) == pytest.approx(begun)
    long.advance()
    assert TIMES.step_s([long]) == pytest.approx(2 + 10 * 0.42 + 0.5 + 100 * 0.42)


def test_at_another_pace_everything_takes_so_many_times_as_long():
    row = Row(Environment(), segment_of(20), 3.0, 9)
    assert TIMES.at_pace(3).step_s([row]) == pytest.approx(3 * TIMES.step_s([row]))


def test_what_wobbles_does_so_around_its_mean():
    rng = random.Random(1)
    drawn = [wobble(0.3, rng) for _ in range(20_000)]
    assert statistics.fmean(drawn) == pytest.approx(1, rel=0.01)
    assert wobble(0, rng) == 1


def test_who_is_always_there_leaves_a_single_job_the_other_cores(service):
    assert service(speeds=(1.0, 1.8), background_cores=0.3).left == pytest.approx((1.0, 1.5))


def test_what_was_written_reads_the_same(service):
    assert ServiceTimes.model_validate_json(service().model_dump_json()) == service()


def test_a_misspelt_name_is_an_error():
    with pytest.raises(ValidationError, match="row_ms"):
        EngineTimes.model_validate({"rows": 1, "row_ms": 3})
