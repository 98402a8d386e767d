"""Roman numerals that a language reads in a way of its own: kings, centuries."""

import re
from collections.abc import Callable, Iterable

from pipeline.normalize.numbers import SPACE, any_of
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.words import roman_value


def kings(names: Iterable[str], say: Callable[[str, int], str]) -> Rule:
    """Luis XIV, Isabel II: what `say` makes of name and number stands behind the name."""

    def read(match: re.Match[str], value: int) -> str:
        return f"{match['name']} {say(match['name'], value)}"

    return numeral(rf"\b(?P<name>{any_of(names)}){SPACE}", r"(?![\w'’])", read)


def numerals_alone(say: Callable[[int], str]) -> tuple[Rule, ...]:
    """XIV and nothing else, MCMXCIX, Super Bowl LVIII: numerals that no word is mistaken for."""
    return (
        numeral(r"(?:\A|(?<=\n))(?=[IVX]{2,7}\s*(?:\Z|\n))", r"(?!\w)", lambda _, value: say(value)),
        numeral(
            r"\b(?=M[MDCLXVI]{3,}|[XL](?=[XVI]{0,3}L|[XVI]{2})[XLVI]{2,})", r"(?![\w'’])", lambda _, value: say(value)
        ),
    )


def numeral(before: str, behind: str, say: Callable[[re.Match[str], int], str | None]) -> Rule:
    """A roman numeral between two regular expressions."""

    def read(match: re.Match[str]) -> str | None:
        value = roman_value(match["roman"])
        return say(match, value) if value else None

    return rule(rf"{before}(?P<roman>[IVXLCDM]{{1,15}}){behind}", read)
