"""Engines whose times are as simple as queueing theory wants them."""

# ruff: noqa: S311, B008

import logging
import random

import pytest
from simpy import Environment

from benchmarks.simulation.replica import Replica
from benchmarks.simulation.row import Row, segment_of
from benchmarks.simulation.scenario import Scenario, checked, merged
from benchmarks.simulation.service_times import EngineTimes, ServiceTimes


@pytest.fixture(autouse=True)
def log_as_before():
    """Commands that measure keep the log quiet in their process, which here is that of all tests."""
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def served():
    """When each row ended, given when they come and how long they last."""

    def waits(times: EngineTimes, arrivals, lengths) -> list[float]:
        env = Environment()
        replica = Replica(env, times, env.timeout, random.Random(0))
        rows, ended = [], []

        def come():
            for at_s, length_s in zip(arrivals, lengths, strict=True):
                yield env.timeout(at_s - env.now)
                row = Row(env, segment_of(10), length_s, times.longest_window)
                row.ended.callbacks.append(lambda _, n=len(rows): ended.append((n, env.now)))
                rows.append(row)
                replica.accept(row)

        env.process(come())
        env.run()
        assert replica.ongoing == 0
        assert len(ended) == len(rows)
        return [at_s for _, at_s in sorted(ended)]

    return waits


@pytest.fixture
def service():
    """A second of audio for ten characters; an engine that makes two at once, each row for a second."""

    def make(**changes) -> ServiceTimes:
        given = {
            "source": "a test",
            "measured": False,
            "audio": {"fixed_s": 0, "character_s": 0.1},
            "engine": {"rows": 2, "row_s": 1.0},
            "overhead": {"before_s": 0.25, "message_s": 0.125, "after_s": 0.5, "hit_s": 0.01},
        }
        return ServiceTimes.model_validate(given | changes)

    return make


@pytest.fixture
def scenario(service):
    """One GPU, asked for one segment of ten characters, twice a second in the mean."""

    def make(**changes) -> Scenario:
        given = {
            "title": "A test",
            "question": "Does it work?",
            "duration_s": 60,
            "gpus": 1,
            "ingresses": 1,
            "service": service(engine={"rows": 2, "row_s": 0.1}).model_dump(),
            "demand": {
                "listeners": 120,
                "asks_per_minute": 1,
                "kinds": {"word": {"share": 1, "segments": [1, 1], "characters": [10, 10]}},
            },
        }
        return checked(merged(given, changes), "the test")

    return make
