"""Rules: what is written otherwise than it is read, and one pass over a text that applies them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heapreplace

from pipeline.normalize.reading import Edit, Reading


@dataclass(frozen=True, slots=True)
class Rule:
    """Where `pattern` matches, `read` says what is spoken; None leaves the place to the rules behind it."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], str | None]
    needs: re.Pattern[str] | None = None
    """A character without which nothing matches: looked for first, as most texts have none."""


def rule(pattern: str, read: Callable[[re.Match[str]], str | None], flags: int = 0) -> Rule:
    return Rule(re.compile(pattern, flags), read)


def needing(character: str, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The same rules, passed over where no such character follows."""
    return tuple(replace(each, needs=re.compile(character)) for each in rules)


def apply(rules: Sequence[Rule], text: str) -> Reading:
    """One pass from left to right: the match that begins first wins, and of those the rule named first.

    Each rule searches every stretch of the text once, so the whole is linear as long as the patterns are.
    """
    return Reading(text, list(_edits(rules, text)))


def _edits(rules: Sequence[Rule], text: str) -> Iterator[Edit]:
    position = 0
    waiting = [found for number in range(len(rules)) if (found := _next(rules, number, text, 0))]
    heapify(waiting)
    while waiting:
        start, number, edit = waiting[0]
        if start >= position:
            yield edit
            position = edit.end
        if following := _next(rules, number, text, position):
            heapreplace(waiting, following)
        else:
            heappop(waiting)


def _next(rules: Sequence[Rule], number: int, text: str, position: int) -> tuple[int, int, Edit] | None:
    """The next place of a rule, in the order in which places are taken."""
    each = rules[number]
    if each.needs and not each.needs.search(text, position):
        return None
    for match in each.pattern.finditer(text, position):
        if match.end() > match.start() and (spoken := each.read(match)) is not None:
            return match.start(), number, Edit(match.start(), match.end(), spoken)
    return None
