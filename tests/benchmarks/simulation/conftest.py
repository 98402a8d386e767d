"""Engines whose times are as simple as queueing theory wants them."""

# ruff: noqa: S311, B008

import random

import pytest
from simpy import Environment

from benchmarks.simulation.replica import Replica
from benchmarks.simulation.row import Row, segment_of
from benchmarks.simulation.service_times import EngineTimes


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
