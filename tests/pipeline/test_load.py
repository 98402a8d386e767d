"""What a replica tells of its queue."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from models.engine import AudioChunk, Segment
from pipeline.load import Load, Workload, joined_sound

TWO_S = Segment(text="x" * 30, language="en-us")


@pytest.fixture
def workload(clock):
    return Workload(clock)


def test_a_wait_is_the_queue_over_the_speed():
    assert Load(100, 2).wait_s == 50
    assert Load(100, inf).wait_s == 0


def test_what_is_queued_is_what_was_accepted_and_is_not_made(workload):
    assert workload.load(0).queued_audio_s == 0
    with workload.accept(TWO_S) as first, workload.accept(TWO_S):
        assert workload.load(1).queued_audio_s == 4
        first.made(0.5)
        assert workload.load(1).queued_audio_s == 3.5
        first.made(5)
        assert workload.load(1).queued_audio_s == 2
    assert workload.load(0).queued_audio_s == 0


def test_what_is_to_be_made_counts_though_all_are_being_spoken(workload):
    with workload.accept(TWO_S) as first, workload.accept(TWO_S):
        first.made(0.5)
        assert (workload.queued_audio_s, workload.load(2).queued_audio_s) == (3.5, 0)


def test_a_faster_rate_is_less_to_make(workload):
    with workload.accept(Segment(text="x" * 30, language="en-us", rate=2.0)):
        assert workload.load(0).queued_audio_s == 1


def test_nothing_is_before_a_new_segment_while_all_others_are_being_spoken(workload):
    with workload.accept(TWO_S), workload.accept(TWO_S):
        assert workload.load(2).queued_audio_s == 0


def test_what_everyone_goes_before_is_in_nobody_s_way(workload):
    with workload.accept(Segment(text="x" * 30, language="en-us", lane="batch")):
        assert workload.load(0).queued_audio_s == 0


def test_what_failed_or_was_left_is_not_queued(workload):
    with pytest.raises(ZeroDivisionError), workload.accept(TWO_S):
        _ = 1 / 0
    assert workload.load(0).queued_audio_s == 0


def test_speed_is_audio_over_time_at_work(workload, clock):
    with workload.accept(TWO_S) as task:
        clock.now += 2
        task.made(6)
        assert workload.load(0).speed == pytest.approx(6 / 2, rel=0.2)
    clock.now += 1000  # nothing to do
    assert workload.load(0).speed == pytest.approx(6 / 2, rel=0.2)


def test_speed_is_what_it_was_lately(workload, clock):
    with workload.accept(TWO_S) as task:
        for audio_s in [10] * 20 + [2] * 20:
            clock.now += 1
            task.made(audio_s)
        assert workload.load(0).speed == pytest.approx(2.5, abs=0.3)
        clock.now += 60  # it hangs
        assert workload.load(0).speed == 0.01


def test_too_little_says_nothing_of_speed(workload, clock):
    with workload.accept(TWO_S) as task:
        clock.now += 0.9
        task.made(0.1)
        assert workload.load(0).speed == inf


def test_nor_does_a_first_segment_that_is_not_there_yet(workload, clock):
    """A model may have to be loaded for it."""
    with workload.accept(TWO_S):
        clock.now += 20
        assert workload.load(0).speed == inf


def test_a_report_has_both_lanes_apart_and_what_was_accepted_since_the_beginning(workload, clock):
    batch = Segment(text="x" * 45, language="en-us", lane="batch")
    with workload.accept(TWO_S) as task, workload.accept(TWO_S), workload.accept(batch):
        task.made(1)
        report = workload.report(1)
        assert (report["pending_audio_s"], report["pending_batch_audio_s"]) == (3, 3)
        assert workload.report(3)["pending_audio_s"] == 0  # all are being spoken
    assert workload.report(0) == {
        "pending_audio_s": 0,
        "pending_batch_audio_s": 0,
        "accepted_audio_s": 7,
        "stood_in_audio_s": 0,
        "speed": 0,
    }


def test_it_has_what_was_made_for_another_engine_apart(workload):
    with workload.accept(TWO_S), workload.accept(replace(TWO_S, stands_in=True)):
        assert (workload.report(2)["accepted_audio_s"], workload.report(2)["stood_in_audio_s"]) == (4, 2)


def test_chunks_between_loads_are_joined():
    chunk, load = AudioChunk(np.ones(10, np.int16), 16000), Load(1, 1)
    first, middle, last = joined_sound([load, chunk, chunk, load])
    assert (first, last) == (load, load)
    assert len(middle.samples) == 20


def test_what_is_heard_later_is_in_nobody_s_way_who_waits_in_silence():
    """But it is to be made, so the autoscaler hears of it."""
    workload = Workload(lambda: 0.0, lambda: 1000.0)
    with workload.accept(replace(TWO_S, due=1003)), workload.accept(replace(TWO_S, due=999)), workload.accept(TWO_S):
        assert workload.load(1).queued_audio_s == workload.queued_audio_s == 4
        assert workload.report(1)["pending_audio_s"] == 6
