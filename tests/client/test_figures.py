"""What a page says of speech."""

from math import inf

import pytest

from declaim.figures import Engine, Totals, read_engines, read_totals
from declaim.prometheus import Page
from tests.client.metrics_page import page


def totals(**counts: float) -> Totals:
    none = dict.fromkeys(
        ("requests", "not_answered", "audio_made_s", "segments", "fallback_segments", "cache_hits", "cache_looks"), 0.0
    )
    return Totals(**{**none, "heard": {}, **counts})


def test_totals_of_all_processes():
    told = read_totals(Page(page(ok=7, failed=2, refused=1, made_s=12.5)))
    assert (told.requests, told.not_answered, told.audio_made_s) == (10, 3, 12.5)
    assert (told.segments, told.fallback_segments) == (9, 2)
    assert (told.cache_hits, told.cache_looks) == (3, 12)
    assert told.heard == {0.1: 6, 0.3: 7, inf: 7}


def test_engines_that_have_or_had_a_replica():
    assert read_engines(Page(page(made_s=12.5))) == {
        "espeak": Engine(1, 0.0, 0.0, 0.0, 0.0),
        "xtts": Engine(2, 12.5, 30.0, 4.5, 1.0),
    }


def test_a_page_that_does_not_say_how_many_replicas_there_are():
    without = "\n".join(line for line in page(made_s=12.5).splitlines() if "replica_healthy" not in line)
    assert read_engines(Page(without)) == {"xtts": Engine(None, 12.5, 30.0, 4.5, 1.0)}


def test_a_page_of_a_server_that_has_done_nothing():
    assert read_totals(Page("")) == totals()
    assert read_engines(Page("")) == {}


def test_what_came_in_between():
    earlier, later = totals(requests=5, heard={0.1: 4, inf: 5}), totals(requests=8, heard={0.1: 6, 0.2: 1, inf: 9})
    assert later.since(earlier) == totals(requests=3, heard={0.1: 2, 0.2: 1, inf: 4})


def test_a_server_that_was_started_again_in_between():
    assert totals(requests=2).since(totals(requests=5)) == totals(requests=2)
    assert totals(requests=6, segments=2).since(totals(segments=5)) == totals(requests=6, segments=2)


@pytest.mark.parametrize(
    ("heard", "share", "expected"),
    [
        ({}, 0.5, None),
        ({0.1: 0, inf: 0}, 0.5, None),
        ({0.1: 10, inf: 10}, 0.5, 0.05),
        ({0.1: 4, 0.2: 8, inf: 8}, 0.75, 0.15),
        ({inf: 8, 0.2: 8, 0.1: 0}, 1.0, 0.2),
        ({0.1: 4, inf: 8}, 0.95, 0.1),
    ],
)
def test_quantiles_lie_within_their_bucket_and_never_beyond_the_last(heard, share, expected):
    assert totals(heard=heard).ttfa_s(share) == (expected and pytest.approx(expected))
