"""XML that a stranger wrote."""

import pytest

from pipeline.book.xml import named, parse
from pipeline.errors import UnreadableBook


def test_names_without_their_namespaces():
    root = parse(b'<a xmlns="urn:x"><b/><c xmlns="urn:y"><b i="2"/></c><!-- b --></a>', "a")
    assert [each.get("i") for each in named(root, "b")] == [None, "2"]


@pytest.mark.parametrize(
    "data", [b"", b"<a>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b'<?xml version="1.0" encoding="x"?><a/>']
)
def test_what_is_refused(data):
    with pytest.raises(UnreadableBook, match="'name'"):
        parse(data, "name")
