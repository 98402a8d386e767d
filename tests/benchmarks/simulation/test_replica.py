# ruff: noqa: S311, B008
import random
from heapq import heapreplace
from itertools import accumulate
from math import factorial

import pytest
from simpy import Environment

from benchmarks.simulation.replica import Replica
from benchmarks.simulation.row import Row, segment_of
from benchmarks.simulation.service_times import EngineTimes

JOBS = 15_000
WHOLE = 10**6
"""A row is one window, or a window and the rest."""


def poisson(rate, seed, jobs=JOBS):
    rng = random.Random(seed)
    return list(accumulate(rng.expovariate(rate) for _ in range(jobs)))


def exponential(mean, seed, jobs=JOBS):
    """Of whole frames."""
    rng = random.Random(seed)
    return [max(0.01, round(rng.expovariate(1 / mean), 2)) for _ in range(jobs)]


def mean_wait(ended, arrivals, lengths):
    return sum(end - came - length for end, came, length in zip(ended, arrivals, lengths, strict=True)) / len(ended)


def erlang_c(servers, offered):
    """Share of those who wait in M/M/c."""
    last = offered**servers / factorial(servers) * servers / (servers - offered)
    return last / (sum(offered**n / factorial(n) for n in range(servers)) + last)


def test_random_lengths_wait_as_a_plain_recomputation_has_it(served):
    """Kiefer and Wolfowitz: who comes next goes to whichever server is free first."""
    lengths, arrivals = exponential(100, seed=1, jobs=2_000), poisson(3 * 0.9 / 100, seed=2, jobs=2_000)
    times = EngineTimes(rows=1, workers=3, turns=True, row_audio_s=1, longest_window=WHOLE)
    ended, free_s, expected = served(times, arrivals, lengths), [0.0] * 3, []
    for came, length in zip(arrivals, lengths, strict=True):
        expected.append(max(came, free_s[0]) + length)
        heapreplace(free_s, expected[-1])
    assert ended == pytest.approx(expected)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.5), (10, 0.85)])
def test_random_lengths_wait_as_erlang_says(servers, load, served):
    """M/M/c: the mean wait is C / (c - offered), in units of the mean length."""
    lengths, arrivals = exponential(100, seed=1), poisson(load * servers / 100, seed=2)
    times = EngineTimes(rows=1, workers=servers, turns=True, row_audio_s=1, longest_window=WHOLE)
    wait = mean_wait(served(times, arrivals, lengths), arrivals, lengths)
    assert wait / 100 == pytest.approx(erlang_c(servers, load * servers) / (servers * (1 - load)), rel=0.1)


def test_equal_lengths_wait_half_as_long(served):
    """M/D/1: load / (2 (1 - load)), by Pollaczek and Khinchine."""
    lengths, arrivals = [100.0] * JOBS, poisson(0.6 / 100, seed=9)
    times = EngineTimes(rows=1, row_audio_s=1, longest_window=WHOLE)
    wait = mean_wait(served(times, arrivals, lengths), arrivals, lengths)
    assert wait / 100 == pytest.approx(0.6 / (2 * 0.4), rel=0.05)


@pytest.mark.parametrize("rows", [1, 4, 8])
def test_batches_are_what_a_plain_recomputation_has(rows, served):
    """Who is there when the engine is free goes together, up to so many, and all take as long."""
    arrivals, expected, free_s, first = poisson(3, seed=5, jobs=2_000), [], 0.0, 0
    times = EngineTimes(rows=rows, batch_s=0.25, row_audio_s=0.01, audio_s=1)
    ended = served(times, arrivals, [1.0] * len(arrivals))
    while first < len(arrivals):
        begins_s = max(free_s, arrivals[first])
        together = sum(came <= begins_s for came in arrivals[first : first + rows])
        free_s = begins_s + 0.25 + 1.0 + 0.01 * together
        expected += [free_s] * together
        first += together
    assert ended == pytest.approx(expected)


def test_rows_that_take_turns_are_all_heard_soon():
    """The second begins while the first has audio to spare, and is done before a worker for it alone would be free."""
    env, heard = Environment(), []
    times = EngineTimes(rows=2, turns=True, row_audio_s=0.1)
    replica, rows = Replica(env, times, env.timeout, random.Random(0)), []
    for name in "ab":
        rows.append(Row(env, segment_of(5), 5.0, 9, lambda _, name=name: heard.append(name)))
        replica.accept(rows[-1])
    env.run()
    assert env.now == pytest.approx(1.0)
    assert heard.index("b") < len(heard) - 1 - heard[::-1].index("a")
    assert [row.ended.value for row in rows] == ["made", "made"]


def test_rows_join_between_steps():
    """The second comes during the first one's first step, and is made with it from then on."""
    env = Environment()
    times = EngineTimes(rows=2, code_s=0.28, window_s=1)
    replica, rows = Replica(env, times, env.timeout, random.Random(0)), []

    def come():
        for _ in range(2):
            rows.append(Row(env, segment_of(5), 0.56, 9))
            rows[-1].ended.callbacks.append(lambda _, n=len(rows): rows.__setitem__(n - 1, env.now))
            replica.accept(rows[-1])
            yield env.timeout(0.5)

    env.process(come())
    env.run()
    assert rows == [2, 3]


def test_listeners_go_before_batches():
    env, ended = Environment(), []
    replica = Replica(env, EngineTimes(rows=1, row_s=1), env.timeout, random.Random(0))
    for name in ("first", "batch", "interactive"):
        row = Row(env, segment_of(5, "batch" if name == "batch" else "interactive"), 0.1, 9)
        row.ended.callbacks.append(lambda _, name=name: ended.append(name))
        replica.accept(row)
    env.run()
    assert ended == ["first", "interactive", "batch"]


def test_who_has_no_turn_in_time_is_late_and_who_dies_takes_all_along():
    env = Environment()
    replica = Replica(env, EngineTimes(rows=1, row_s=2), env.timeout, random.Random(0))
    rows = [Row(env, segment_of(5), 0.1, 9) for _ in range(4)]
    for row, expires_in_s in zip(rows, (9, 1, 9, 9), strict=True):
        replica.accept(row, expires_in_s)
    env.run(until=3)
    replica.die()
    env.run()
    assert [row.ended.value for row in rows] == ["made", "late", "lost", "lost"]
    assert replica.ongoing == 0
