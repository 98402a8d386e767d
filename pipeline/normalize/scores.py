"""Scores: two numbers with a hyphen that are the points of two sides, as the words around them tell."""

import re
from collections.abc import Callable

from pipeline.normalize.numbers import SPACE, START
from pipeline.normalize.rules import Rule, rule

BEFORE, BEHIND = 70, 25
"""Characters in which a word of sport makes a score of 3-1."""


def scores(sport: str, to: str, say: Callable[[int], str]) -> Rule:
    """3-1, 0-0, 25-22: `sport` is a regular expression of what is said of games only, in lower case."""
    words = re.compile(sport)

    def read(match: re.Match[str]) -> str | None:
        text, start, end = match.string, match.start(), match.end()
        around = f"{text[max(start - BEFORE, 0) : start]} {text[end : end + BEHIND]}".lower()
        level = match["ours"] == match["theirs"] and int(match["ours"]) < 10
        if not (level or words.search(around)):
            return None
        return f"{say(int(match['ours']))} {to} {say(int(match['theirs']))}"

    return rule(
        rf"(?<!-){START}(?P<ours>0|[1-9][0-9]{{0,2}})-(?P<theirs>0|[1-9][0-9]{{0,2}})(?!\w|[-.,/:][0-9]|{SPACE}?[%€$°])",
        read,
    )
