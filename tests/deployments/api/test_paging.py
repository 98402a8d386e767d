"""Paging: OpenAI's cursors."""

import pytest

from deployments.api.errors import InvalidField
from deployments.api.paging import page

IDS = ["a", "b", "c", "d", "e"]


def test_pages_follow_each_other_in_both_orders():
    assert page(IDS, None, 2) == (["e", "d"], True)
    assert page(IDS, "d", 2) == (["c", "b"], True)
    assert page(IDS, "b", 2) == (["a"], False)
    assert page(IDS, "a", 2) == ([], False)
    assert page(IDS, "b", 10, "asc") == (["c", "d", "e"], False)
    assert page([], None, 2) == ([], False)


def test_a_cursor_that_leads_nowhere():
    with pytest.raises(InvalidField, match="after"):
        page(IDS, "x", 2)
