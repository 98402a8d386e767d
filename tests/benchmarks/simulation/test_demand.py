# ruff: noqa: S311
import random

import pytest
from pydantic import ValidationError

from benchmarks.simulation.demand import Crowd, Demand

KINDS = {
    "word": {"share": 0.75, "segments": [1, 1], "characters": [10, 10]},
    "page": {"share": 0.25, "segments": [3, 5], "characters": [50, 60]},
}
TEXTS = {"different": 1000, "exponent": 1, "kept": 100, "new_share": 0.5}


def asked(seconds=100, regions=1, sample=1, **changes):
    demand = Demand.model_validate({"listeners": 6000, "asks_per_minute": 0.5, "kinds": KINDS, **changes})
    return list(Crowd(demand, regions, sample, random.Random(1)).until(seconds))


def test_as_many_come_as_the_listeners_ask():
    found = asked()
    assert len(found) == pytest.approx(5000, rel=0.05)
    assert [each.at_s for each in found] == sorted(each.at_s for each in found)
    assert len(asked(sample=10)) == pytest.approx(500, rel=0.15)


def test_texts_are_of_the_kinds_that_were_asked_for():
    found = asked()
    pages = [each for each in found if len(each.segments) > 1]
    assert len(pages) / len(found) == pytest.approx(0.25, abs=0.03)
    assert {len(each.segments) for each in pages} == {3, 4, 5}
    assert all(150 <= each.characters <= 300 for each in pages)


def test_everyone_has_a_region():
    assert {each.region for each in asked(regions=3)} == {0, 1, 2}


def test_a_spike_is_as_many_times_as_much():
    found = asked(spike={"at_s": 40, "for_s": 20, "times": 4})
    within = sum(40 <= each.at_s < 60 for each in found)
    assert within / 20 == pytest.approx(200, rel=0.1)
    assert (len(found) - within) / 80 == pytest.approx(50, rel=0.1)


def test_some_are_kept_and_those_that_were_not_seen_before_never():
    found = asked(texts=TEXTS)
    assert all(each.key is not None for each in found if each.kept)
    assert sum(each.key is None for each in found) / len(found) == pytest.approx(0.5, abs=0.03)
    demand = Demand.model_validate({"listeners": 6000, "asks_per_minute": 0.5, "kinds": KINDS, "texts": TEXTS})
    expected = Crowd(demand, 1, 1, random.Random(1)).hit_rate
    assert sum(each.kept for each in found) / len(found) == pytest.approx(expected, abs=0.03)


def test_a_sample_finds_as_much_kept_as_the_whole():
    demand = Demand.model_validate({"listeners": 6000, "asks_per_minute": 0.5, "kinds": KINDS, "texts": TEXTS})
    one, other = (Crowd(demand, 1, sample, random.Random(1)).hit_rate for sample in (1, 100))
    assert one == other > 0.1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kinds": {"word": KINDS["word"]}}, "must add up to 1"),
        ({"kinds": {"word": {**KINDS["word"], "share": 1, "segments": [2, 1]}}}, "fewest, most"),
        ({"day": [1.0]}, "at least 24"),
    ],
)
def test_what_is_wrong_is_said(changes, told):
    with pytest.raises(ValidationError, match=told):
        asked(**changes)
