import psutil
import pytest

from benchmarks.load.cost import cost, line
from benchmarks.load.outcome import Outcome
from benchmarks.load.prices import Prices

HOURLY = Prices(currency="EUR", machine_hour=3.6)
TWO_CORES = Prices(currency="EUR", core_hour=1.8, cores=2)


def spoken(characters, audio_s=10.0, in_time_s=10.0, error=None):
    audio = {} if error else {"audio_s": audio_s, "audio_in_time_s": in_time_s}
    return Outcome(0.0, 0.1, characters, 250.0, error=error, **audio)


def seen(cpu_s, *gpus):
    told = {"cpu_s": cpu_s, "watched_s": 10.0, "peak_rss_bytes": 1}
    return {**told, "gpus": [{"utilisation_mean": share} for share in gpus]} if gpus else told


def test_what_was_spoken_in_time_counts_and_failures_do_not():
    told = cost(HOURLY, [spoken(600), spoken(800, in_time_s=5.0), spoken(500, error="timed out")], 10.0, None)
    assert told["characters"] == 1000
    assert told["cost_per_million_characters"] == pytest.approx(10.0)
    assert told["busy"] == {}
    assert line(told) == (
        "cost: 10 EUR per million characters (1,000 at 3.6 an hour); "
        "how busy the server was is not known: see --server-pid"
    )


def test_a_server_that_had_time_left_would_have_spoken_more_for_the_same():
    told = cost(TWO_CORES, [spoken(1000)], 10.0, seen(5.0))
    assert told["busy"] == {"cores": 0.25}
    assert line(told).endswith("cores 25% busy: if it was not saturated, more would have come for the same")
    assert line(cost(TWO_CORES, [spoken(1000)], 10.0, seen(19.0))).endswith("an hour); cores 95% busy")


def test_gpus_may_be_what_is_saturated():
    assert line(cost(TWO_CORES, [spoken(1000)], 10.0, seen(5.0, 0.98, 1.0))).endswith("cores 25% busy, GPUs 99% busy")
    assert cost(TWO_CORES, [], 10.0, seen(5.0, None))["busy"] == {"cores": 0.25}


def test_without_a_number_of_cores_it_is_that_of_the_machine():
    assert cost(HOURLY, [], 10.0, seen(5.0))["busy"] == {"cores": pytest.approx(0.5 / psutil.cpu_count())}


def test_where_nothing_was_spoken_there_is_no_cost_of_it():
    told = cost(HOURLY, [spoken(5, error="timed out")], 10.0, None)
    assert told["cost_per_million_characters"] is None
    assert line(told).startswith("cost: - EUR per million characters (0 at 3.6 an hour)")
