"""How long an engine would keep a segment waiting."""

import pytest

from pipeline.load import Load
from pipeline.waits import Waits


@pytest.fixture
def waits(clock):
    return Waits(clock)


def test_who_said_nothing_is_idle(waits):
    assert waits["piper"] == 0


def test_the_first_word_counts_whole(waits):
    waits.hear("piper", Load(100, 2))
    assert (waits["piper"], waits["espeak"]) == (50, 0)


def test_queues_grow_shorter_as_time_passes(waits, clock):
    waits.hear("piper", Load(8, 2))
    clock.now += 3
    assert waits["piper"] == 1
    clock.now += 1.5
    assert waits["piper"] == 0


def test_what_was_said_long_ago_counts_for_nothing(waits, clock):
    """Nobody asks an engine that is far behind, so nobody would hear that it is not any more."""
    waits.hear("piper", Load(10_000, 0.01))
    clock.now += 5
    assert waits["piper"] == 0
    waits.hear("piper", Load(6, 2))
    assert waits["piper"] == 3


def test_of_several_replicas_it_is_an_average(waits):
    for _ in range(20):
        waits.hear("piper", Load(20, 2))
        waits.hear("piper", Load(40, 2))
    assert 10 < waits["piper"] < 20


def test_the_latest_counts_most_and_all_the_more_as_time_passes(waits, clock):
    waits.hear("piper", Load(40, 2))
    waits.hear("piper", Load(0, 2))
    assert waits["piper"] == 10
    waits.hear("piper", Load(40, 2))
    clock.now += 2
    waits.hear("piper", Load(0, 2))
    assert waits["piper"] < 2
