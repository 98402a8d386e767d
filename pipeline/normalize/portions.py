"""Portions: fractions and mixed numbers of what is measured, in languages where the noun stands between them."""

import re
import unicodedata
from collections.abc import Callable, Mapping

from pipeline.normalize.language import Noun
from pipeline.normalize.numbers import SPACE, START, any_of, as_listed
from pipeline.normalize.rules import Rule, rule

PART = "(?P<part>[1-9][0-9]?/[1-9][0-9]?|1/[1-9][0-9]{2,3}|[½⅓⅔¼¾⅛])"


def mixed_portions(say: Callable[[int, int, int, Noun], str], nouns: Mapping[str, Noun]) -> Rule:
    """1 1/2 km, 2½ h: `say` has the whole, numerator, denominator and what is measured."""

    def read(match: re.Match[str]) -> str | None:
        above, below = parts(match)
        return say(int(match["whole"]), above, below, _noun(match, nouns)) if above < below else None

    part = f"(?:{SPACE}(?=[0-9])|{SPACE}?(?=[^0-9])){PART}"
    return rule(rf"{START}(?P<whole>[1-9][0-9]{{0,2}}){part}{SPACE}?{_measured(nouns)}", read)


def portions(say: Callable[[int, int, Noun], str], nouns: Mapping[str, Noun]) -> Rule:
    """3/4 l, ¼ h: `say` has numerator, denominator and what is measured."""

    def read(match: re.Match[str]) -> str | None:
        above, below = parts(match)
        return say(above, below, _noun(match, nouns)) if above < below else None

    return rule(rf"{START}{PART}{SPACE}?{_measured(nouns)}", read)


def _measured(nouns: Mapping[str, Noun]) -> str:
    return rf"(?P<noun>{any_of(nouns)})(?!\w|['’/]\w)"


def _noun(match: re.Match[str], nouns: Mapping[str, Noun]) -> Noun:
    return nouns[as_listed(match["noun"], nouns)]


def parts(match: re.Match[str]) -> tuple[int, int]:
    above, _, below = unicodedata.normalize("NFKC", match["part"]).replace("/", "\u2044").partition("\u2044")
    return int(above), int(below)


def by_name(nouns: Mapping[str, Noun]) -> dict[str, Noun]:
    """The nouns by what they are called, one and many."""
    return {name: noun for noun in nouns.values() for name in (noun.one, noun.many)}


def of_units(magnitudes: str, of: str, units: Mapping[str, Noun]) -> Rule:
    """24 milliards de km: a unit behind one of the words for many of them, and the word `of` between."""
    before = re.compile(rf"(?:{magnitudes})\Z")

    def read(match: re.Match[str]) -> str | None:
        if not before.search(match.string[max(match.start() - 15, 0) : match.start()]):
            return None
        return f" {of} {_noun(match, units).many}"

    return rule(rf"{SPACE}{of}{SPACE}{_measured(units)}", read)


def either(link: str, nouns: str, say: Callable[[int], str]) -> Rule:
    """2/3 jours: two or three, and no fraction, of what is counted whole."""

    def read(match: re.Match[str]) -> str | None:
        low, high = int(match["low"]), int(match["high"])
        return f"{say(low)} {link} {say(high)}" if high == low + 1 else None

    return rule(rf"{START}(?P<low>[1-9])/(?P<high>[2-9]|10)(?={SPACE}(?:{nouns})(?!\w))", read)
