# ruff: noqa: S311
import random

import pytest
from simpy import Environment

from benchmarks.simulation.processor import Processor


def ended(speeds, jobs):
    """When each job is done; jobs are (at, cpu seconds)."""
    env, done = Environment(), {}
    processor = Processor(env, speeds)

    def job(n, at_s, cpu_s):
        yield env.timeout(at_s)
        yield processor.work(cpu_s)
        done[n] = env.now

    for n, (at_s, cpu_s) in enumerate(jobs):
        env.process(job(n, at_s, cpu_s))
    env.run()
    return [done[n] for n in range(len(jobs))]


@pytest.mark.parametrize(
    ("speeds", "jobs", "expected"),
    [
        ((1,), [(0, 2)], [2]),
        ((1,), [(0, 2), (0, 2)], [4, 4]),
        ((1,), [(0, 3), (1, 1)], [4, 3]),
        ((1, 2), [(0, 2), (0, 3)], [2, 3]),
        ((1, 1.5), [(0, 3), (0, 1.5)], [3.5, 2]),
        ((1, 2), [(0, 1), (0, 1), (0, 2)], [1.5, 1.5, 2.5]),
        ((1,), [(0, 0)], [0]),
    ],
)
def test_jobs_share_it(speeds, jobs, expected):
    assert ended(speeds, jobs) == pytest.approx(expected)


def test_mean_time_is_that_of_processor_sharing():
    """M/G/1-PS: a job of s seconds takes s / (1 - load) in the mean, whatever the distribution (Kleinrock 1976)."""
    rng, now_s, jobs = random.Random(3), 0.0, []
    for _ in range(20_000):
        now_s += rng.expovariate(0.6)
        jobs.append((now_s, rng.choice([0.5, 1.5])))
    taken = [done - at_s for done, (at_s, _) in zip(ended((1,), jobs), jobs, strict=True)]
    for length in (0.5, 1.5):
        times = [each for each, (_, cpu_s) in zip(taken, jobs, strict=True) if cpu_s == length]
        assert sum(times) / len(times) == pytest.approx(length / 0.4, rel=0.05)
