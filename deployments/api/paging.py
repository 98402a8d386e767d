"""Paging: OpenAI's cursors through lists of ids that are in the order in which they were made."""

from typing import Literal, NamedTuple

from deployments.api.errors import InvalidField

Order = Literal["asc", "desc"]


class Page(NamedTuple):
    ids: list[str]
    has_more: bool


def page(ids: list[str], after: str | None, limit: int, order: Order = "desc") -> Page:
    """What comes behind `after`; all orders begin at their first one. Raises InvalidField."""
    ordered = ids if order == "asc" else ids[::-1]
    begin = 0
    if after is not None:
        if after not in ordered:
            raise InvalidField("after", f"'after' names '{after}', which is not in the list: begin again without it.")
        begin = ordered.index(after) + 1
    return Page(ordered[begin : begin + limit], begin + limit < len(ordered))
