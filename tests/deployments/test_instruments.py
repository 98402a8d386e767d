"""Counters, gauges and histograms, on top of Ray's."""

import gc
from types import SimpleNamespace

import pytest

from deployments import instruments
from deployments.instruments import GAUGES, Counter, Gauge, Glimpse, Histogram, repeating


@pytest.fixture
def told(monkeypatch) -> list[tuple]:
    """What Ray hears, in turn."""
    heard: list[tuple] = []

    class Metric:
        def __init__(self, name: str, *_: object) -> None:
            self._name = name

        def inc(self, value: float, tags: dict[str, str]) -> None:
            heard.append((self._name, value, tags))

        set = observe = inc

    monkeypatch.setattr(instruments, "metrics", SimpleNamespace(Counter=Metric, Gauge=Metric, Histogram=Metric))
    monkeypatch.setattr(instruments, "repeating", lambda: None)
    return heard


def test_nothing_is_not_counted(told):
    counter = Counter("c", "Things", "kind")
    for value in (0, 2, -1):
        counter.add(value, kind="a")
    assert told == [("c", 2, {"kind": "a"})]


def test_a_histogram(told):
    Histogram("h", "Things", [1.0, 2.0], "kind").observe(1.5, kind="a")
    assert told == [("h", 1.5, {"kind": "a"})]


def test_a_gauge_is_set_again_to_what_it_was_last_for_all_its_tags(told):
    gauge = Gauge("g", "Things", "kind")
    gauge.set(1, kind="a")
    gauge.set(2, kind="b")
    gauge.set(3, kind="a")
    told.clear()
    gauge.repeat()
    gauge.repeat()
    assert told == [("g", 3, {"kind": "a"}), ("g", 2, {"kind": "b"})] * 2


def test_what_was_glimpsed_is_not(told):
    glimpse = Glimpse("g", "Things")
    glimpse.set(1)
    assert glimpse not in GAUGES


def test_a_gauge_that_is_gone_is_not_repeated(told):
    gc.collect()
    before = len(GAUGES)
    gauge = Gauge("g", "Things")
    assert len(GAUGES) == before + 1
    del gauge
    gc.collect()
    assert len(GAUGES) == before


def test_one_thread_repeats_all_and_holds_up_no_exit():
    assert repeating() is repeating()
    assert repeating().daemon
