from types import SimpleNamespace

import pytest

from deployments.scaling.told import Told


def series(*points):
    return [SimpleNamespace(timestamp=at_s, value=value) for at_s, value in points]


def test_replicas_are_added_up_and_speeds_averaged():
    told = Told.by(
        {
            "pending_audio_s": {"a": series((0, 9), (6, 2)), "b": series((6, 3))},
            "pending_batch_audio_s": {"a": series((6, 40))},
            "speed": {"a": series((6, 100)), "b": series((6, 50)), "c": series((6, 0))},
        }
    )
    assert (told.pending_s, told.pending_batch_s, told.speed, told.replicas) == (5, 40, 75, 3)


def test_what_is_asked_for_is_growth_of_all_and_of_the_last_seconds():
    accepted = series((0, 0), (6, 60), (12, 120), (18, 480))
    told = Told.by({"accepted_audio_s": {"a": accepted, "new": series((18, 500))}})
    assert told.rate == pytest.approx(480 / 18)
    assert told.rate_now == pytest.approx(60)


def test_who_has_told_nothing_counts_for_nothing():
    assert Told.by({}) == Told()
    assert Told.by({"accepted_audio_s": {"a": []}, "speed": {"a": []}}) == Told()


def test_what_was_made_for_others_is_theirs():
    first = Told(rate=100, rate_now=90)
    stand_in = Told(rate=50, stood_in_rate=30, rate_now=60, stood_in_rate_now=40)
    assert (first.with_stand_in(stand_in).rate, first.with_stand_in(stand_in).rate_now) == (130, 130)
    assert (stand_in.with_stand_in(None).rate, stand_in.with_stand_in(None).rate_now) == (20, 20)
