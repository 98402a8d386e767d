"""Ranges: a part of an object, as RFC 9110 has it."""

import pytest

from deployments.api.errors import RangeNotSatisfiable
from deployments.api.ranges import unchanged, wanted

ETAG = '"1"'


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=2-5", (2, 6)),
        ("bytes=2-", (2, 10)),
        ("bytes=2-99", (2, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-99", (0, 10)),
        ("Bytes = 1 - 2", (1, 3)),
        ("bytes=0-1,3-4", None),
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("lines=1-2", None),
        ("", None),
    ],
)
def test_ranges(given, part):
    assert wanted({"range": given}, ETAG, 10) == part


@pytest.mark.parametrize(("given", "size"), [("bytes=10-", 10), ("bytes=-0", 10), ("bytes=0-0", 0), ("bytes=-1", 0)])
def test_ranges_that_lie_behind_the_end(given, size):
    with pytest.raises(RangeNotSatisfiable):
        wanted({"range": given}, ETAG, size)


def test_a_range_of_something_else_is_all_of_it():
    assert wanted({"range": "bytes=0-1", "if-range": '"2"'}, ETAG, 10) is None
    assert wanted({"range": "bytes=0-1", "if-range": ETAG}, ETAG, 10) == (0, 2)


@pytest.mark.parametrize(
    ("given", "is_known"), [('"1"', True), ('"0", W/"1"', True), ("*", True), ('"2"', False), ("", False)]
)
def test_what_the_caller_has_already(given, is_known):
    assert unchanged({"if-none-match": given}, ETAG) is is_known
