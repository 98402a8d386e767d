"""Rules: what is written otherwise than it is read, and one pass over a text that applies them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from heapq import heapify, heappop, heapreplace
from typing import Protocol

from pipeline.normalize.reading import Edit, Reading


class Finder(Protocol):
    """What knows some places of a text and how they are read."""

    def finder(self, text: str) -> Callable[[int], Edit | None]:
        """What finds the first of them that begins at a position or behind it."""
        ...


@dataclass(frozen=True, slots=True)
class Rule:
    """Where `pattern` matches, `read` says what is spoken; None leaves the place to the rules behind it."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], str | None]
    needs: re.Pattern[str] | None = None
    """A character without which nothing matches: looked for first, as most texts have none."""

    def finder(self, text: str) -> Callable[[int], Edit | None]:
        """What finds the first place that begins at a position or behind it."""
        return partial(self._find, text)

    def _find(self, text: str, position: int) -> Edit | None:
        if self.needs and not self.needs.search(text, position):
            return None
        for match in self.pattern.finditer(text, position):
            if match.end() > match.start() and (spoken := self.read(match)) is not None:
                return Edit(match.start(), match.end(), spoken)
        return None


def rule(pattern: str, read: Callable[[re.Match[str]], str | None], flags: int = 0) -> Rule:
    return Rule(re.compile(pattern, flags), read)


def needing(character: str, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The same rules, passed over where no such character follows."""
    return tuple(replace(each, needs=re.compile(character)) for each in rules)


def apply(rules: Sequence[Finder], text: str) -> Reading:
    """One pass from left to right: the match that begins first wins, and of those the rule named first.

    Each rule searches every stretch of the text once, so the whole is linear as long as the patterns are.
    """
    return Reading(text, list(_edits(rules, text)))


def _edits(rules: Sequence[Finder], text: str) -> Iterator[Edit]:
    position = 0
    finders = [each.finder(text) for each in rules]
    waiting = [(edit.start, number, edit) for number, find in enumerate(finders) if (edit := find(0))]
    heapify(waiting)
    while waiting:
        start, number, edit = waiting[0]
        if start >= position:
            yield edit
            position = edit.end
        if following := finders[number](position):
            heapreplace(waiting, (following.start, number, following))
        else:
            heappop(waiting)
