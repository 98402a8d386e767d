"""Sums of money and counts that are written short: 45 k€, 10k; and with the currency's name: 12,50 euros."""

import re
from collections.abc import Callable, Iterable, Mapping

from pipeline.normalize.language import Currency
from pipeline.normalize.numbers import SPACE, START, any_of
from pipeline.normalize.rules import Rule, rule

GROUP = "[. \u00a0\u202f]"


def thousands(say: Callable[[int], str], currencies: Mapping[str, Currency]) -> Rule:
    """45 k€, $1,5k, 10k vues; 4K and the like are no numbers of things."""

    def read(match: re.Match[str]) -> str:
        number = int(match["whole"]) * 1000 + int((match["decimals"] or "").ljust(3, "0"))
        sign = match["before"] or match["sign"]
        return f"{say(number)} {currencies[sign].unit.many}" if sign else say(number)

    number = r"(?P<whole>[0-9]{1,3})(?:[.,](?P<decimals>[0-9]{1,3}))?"
    things = rf"(?:(?<![248]k)(?={SPACE}[a-zà-ÿ]{{4}})|(?<=[0-9]0k)(?![\w/]))"
    signs = any_of(currencies)
    behind = rf"(?:[kK]{SPACE}?(?P<sign>{signs})(?!\w)|k{things})"
    return rule(rf"(?:(?<!\w)(?P<before>{signs}){SPACE}?|{START}){number}{SPACE}?(?(before)[kK](?!\w)|{behind})", read)


def named_sums(names: Mapping[str, Currency], write: Callable[[int, int, Currency], str]) -> Rule:
    """12,50 euros, 1.250,75 dollars: as with the sign; `write` has units, cents and the currency."""

    def read(match: re.Match[str]) -> str:
        return write(int(re.sub("[^0-9]", "", match["whole"])), int(match["cents"]), names[match["name"]])

    whole = rf"(?P<whole>[0-9]{{1,3}}(?:{GROUP}[0-9]{{3}}){{1,3}}|[0-9]{{1,9}})"
    return rule(rf"{START}{whole},(?P<cents>[0-9]{{2}}){SPACE}(?P<name>{any_of(names)})(?!\w)", read)


def english_sums(currencies: Mapping[str, Currency], write: Callable[[int, int, Currency], str]) -> Rule:
    """£1,200, $12,500,000: with the sign in front the comma groups digits."""
    signs = any_of(sign for sign in currencies if not sign.isalnum())
    return rule(
        rf"(?<!\w)(?P<sign>{signs})(?P<whole>[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,3}})(?![0-9\w]|[.,][0-9])",
        lambda match: write(int(match["whole"].replace(",", "")), 0, currencies[match["sign"]]),
    )


def called(currencies: Mapping[str, Currency], signs: Iterable[str]) -> dict[str, Currency]:
    """These currencies by what they are called, one and many."""
    return {
        name: currencies[sign] for sign in signs for name in (currencies[sign].unit.one, currencies[sign].unit.many)
    }
