from itertools import islice, pairwise
from random import Random
from statistics import mean, stdev

import pytest

from benchmarks.load.arrivals import arrivals, due


def gaps(burstiness):
    return [b - a for a, b in pairwise([0.0, *islice(arrivals(50.0, burstiness, 3), 5000)])]


@pytest.mark.parametrize(("burstiness", "variation"), [(0.25, 2.0), (1.0, 1.0), (4.0, 0.5)])
def test_bursts_have_the_same_mean_rate(burstiness, variation):
    found = gaps(burstiness)
    assert mean(found) == pytest.approx(0.02, rel=0.1)
    assert stdev(found) / mean(found) == pytest.approx(variation, rel=0.1)


def test_without_bursts_it_is_a_poisson_process():
    rng = Random(3)  # noqa: S311 - no secret
    assert gaps(1.0)[:50] == pytest.approx([rng.expovariate(50.0) for _ in range(50)])


def test_at_a_rate_the_times_of_a_file_do_not_count(plan, tmp_path):
    path = tmp_path / "trace.jsonl"
    path.write_text('{"input": "One.", "at_s": 7}\n')
    (first_s, one), (second_s, again) = islice(due(plan(workload=str(path), rate=5.0)), 2)
    assert one.text == again.text == "One."
    assert 0 < first_s < second_s != 7


def test_a_trace_is_replayed_once_and_faster(plan, tmp_path):
    path = tmp_path / "trace.jsonl"
    path.write_text('{"input": "One.", "at_s": 1}\n{"input": "Two.", "at_s": 3.5, "language": "en"}\n')
    assert [(at_s, prompt.text) for at_s, prompt in due(plan(workload=str(path), speed_up=2.0))] == [
        (0.5, "One."),
        (1.75, "Two."),
    ]
