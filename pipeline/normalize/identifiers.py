"""Identifiers: numbers that count nothing and are read digit by digit."""

import re
from collections.abc import Callable

from pipeline.normalize.iberian_dates import led
from pipeline.normalize.numbers import SPACE, START
from pipeline.normalize.rules import Rule, rule


def digit_rules(digits: Callable[[str], str], kinds: str) -> tuple[Rule, ...]:
    """Numbers that count nothing, in groups: of cards, of tax payers, postal codes; `kinds` are words before some."""

    to = r"(?: el| al| o| ao| para o| para| n\.?º)?"
    behind = rf"(?:{kinds})[.:]?(?: es| é)?{to}(?: [0-9]{{3}},?(?: ou?| e| y){to})?"

    def groups(match: re.Match[str]) -> str:
        return ", ".join(map(digits, re.findall("[0-9]+", match[0])))

    def account(match: re.Match[str]) -> str:
        return f"{match['country']} {groups(match)}"

    def named(match: re.Match[str]) -> str | None:
        written = match[0]
        if not led(match, behind) and not (len(written) == 9 and written[0] in "6789"):
            return None
        parts = [written[n : n + 3] for n in range(0, len(written), 3)] if len(written) == 9 else [written]
        return ", ".join(map(digits, parts))

    def named_groups(match: re.Match[str]) -> str | None:
        return groups(match) if led(match, behind) else None

    def long(match: re.Match[str]) -> str | None:
        """An ISBN, a phone number."""
        return groups(match) if 9 <= sum(map(str.isdecimal, match[0])) <= 20 else None

    return (
        rule(rf"{START}[0-9]{{3}}\.[0-9]{{3}}\.[0-9]{{3}}-[0-9]{{2}}(?![\w-])", groups),
        rule(rf"{START}[0-9]{{2}}\.[0-9]{{3}}\.[0-9]{{3}}/[0-9]{{4}}-[0-9]{{2}}(?![\w-])", groups),
        rule(rf"{START}[0-9]{{4}}(?:[ -][0-9]{{4}}){{3,6}}(?: [0-9]{{1,3}})?(?![\w-])", groups),
        rule(r"\b(?P<country>[A-Z]{2})[0-9]{2}(?: [0-9]{4}){3,7}(?: [0-9]{1,3})?(?![\w-])", account),
        rule(rf"{START}[0-9]{{7}}-[0-9]{{2}}\.[0-9]{{4}}\.[0-9]\.[0-9]{{2}}\.[0-9]{{4}}(?!\w)", groups),
        rule(rf"{START}(?:[0-9]{{5}}-[0-9]{{3}}|[1-9][0-9]{{3}}-[0-9]{{3}})(?![\w-])", groups),
        rule(r" - (?=[0-9]{4,5}-[0-9]{3}\b)", lambda _: ", "),
        rule(rf"{START}[0-9]{{8}}(?=-?[A-Z]\b)", groups),
        rule(rf"{START}[0-9]{{1,2}}\.[0-9]{{3}}\.[0-9]{{3}}(?=-[0-9A-Z]\b)", groups),
        rule(r"(?<=[0-9]\.[0-9]{3}\.[0-9]{3})-(?=[0-9A-Z]\b)", lambda _: ", "),
        rule(rf"(?<!-){START}[0-9]{{1,5}}(?:-[0-9]{{1,7}}){{2,5}}(?:-X)?(?![\w-])", long),
        rule(rf"{START}\(?[0-9]{{2,5}}\)?(?:[ .-][0-9]{{2,5}}){{1,5}}(?![\w-]|[.,][0-9])", named_groups),
        rule(rf"{START}[0-9]{{3,12}}(?![\w]|[.,/-][0-9]|{SPACE}[0-9])", named),
    )
