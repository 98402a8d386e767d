"""Emoji by their names, which the package `emoji` takes from Unicode's CLDR."""

import re
from collections.abc import Sequence
from itertools import groupby

from pipeline.normalize.markup import PICTURES
from pipeline.normalize.rules import Rule, apply, rule

KEYCAP = "[0-9#*]\ufe0f?\u20e3"
ROW = rf"(?:{KEYCAP}|[{PICTURES}])(?: {{0,3}}(?:{KEYCAP}|[{PICTURES}\u200d]))*+"
"""Emoji in a row, with the joiners and the signs of colour and sex that belong to them."""


def emoji_rules(code: str, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """One rule, or none for a language that has no names; `rules` read the digits in a name."""
    import emoji  # noqa: PLC0415 - its table is large, and only read where a setting asks for it

    language = {"cmn": "zh"}.get(code, code)
    if language not in emoji.LANGUAGES:
        return ()

    def name(sign: str) -> str:
        written = emoji.demojize(sign, language=language, delimiters=("", "")).replace("_", " ")
        return "" if written == sign else apply(rules, written).text

    def names(match: re.Match[str]) -> str:
        found = (name(each["emoji"]) for each in emoji.emoji_list(match[0]))
        return _between_words(match, ", ".join(each for each, _ in groupby(found) if each))

    return (rule(ROW, names),)


def _between_words(match: re.Match[str], spoken: str) -> str:
    """With the spaces around it that the picture did not need."""
    before, behind = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return f"{' ' if before else ''}{spoken}{' ' if behind.isalnum() else ''}" if spoken else ""
