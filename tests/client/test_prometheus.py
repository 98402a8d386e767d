"""Prometheus's text format."""

from math import inf

from declaim.prometheus import Page

PAGE = Page(
    r"""# HELP a_total What there is
# TYPE a_total counter
a_total{x="1",y="p"} 2.0
a_total{x="2",y="p"} 3.0 1700000000000
a_total{x="2",y="q"} 1e+01
b 4
c{path="C:\\d\n\"e\", {f}"} 5
d_bucket{le="+Inf"} +Inf
broken{x="1"} many
not a sample
"""
)


def test_samples_are_added_up():
    assert PAGE.total("a_total") == 15
    assert PAGE.total("a_total", x={"2"}) == 13
    assert PAGE.total("a_total", x={"1", "2"}, y={"p"}) == 5
    assert PAGE.total("b") == 4
    assert PAGE.total("d_bucket") == inf


def test_samples_are_kept_apart_by_a_label():
    assert PAGE.by("y", "a_total") == {"p": 5, "q": 10}
    assert PAGE.by("y", "a_total", max) == {"p": 3, "q": 10}
    assert PAGE.by("z", "b") == {"": 4}


def test_labels_may_hold_anything():
    assert PAGE.by("path", "c") == {'C:\\d\n"e", {f}': 5}


def test_what_is_not_there_counts_nothing():
    assert "broken" not in PAGE
    assert "not" not in PAGE
    assert PAGE.total("broken") == 0
    assert PAGE.by("x", "broken") == {}
