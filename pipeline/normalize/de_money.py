"""German sums: with a dash for no cents, in thousands and millions written short, with points as English has them."""

import re

from pipeline.normalize.de_numbers import bare, cardinal
from pipeline.normalize.de_ones import before, one
from pipeline.normalize.de_words import CURRENCIES, UNITS
from pipeline.normalize.language import Noun
from pipeline.normalize.numbers import SPACE, START, any_of
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.sums import called

NAMED = CURRENCIES | called(CURRENCIES, ("€", "$", "US$", "£", "CHF", "¥"))
SIGN = f"(?P<sign>{any_of(NAMED)})"
WHOLE = r"(?P<whole>[0-9]{1,3}(?:[.'’\u00a0\u202f ][0-9]{3}){1,3}|[0-9]{1,9})"
DASH = r"[,.](?:-{1,2}|[\u2013\u2014])"
PARTED = r"(?P<whole>[0-9]{1,3})(?:[.,](?P<part>[0-9]{1,3}))?"
MANY = {
    short: Noun(one=name, many=f"{name}{'n' if name.endswith('e') else 'en'}", gender="f")
    for name, shorts in {
        "Million": "m M mn mln million Million Millionen Mio. Mio",
        "Milliarde": "bn b B billion Mrd. Mrd",
        "Billion": "tn trillion",
    }.items()
    for short in shorts.split()
}
"""Magnitudes beside the sign of a currency, English ones too: a billion is a thousand millions."""


def _counted(number: int, sign: str | None) -> str:
    if sign is None:
        return bare(number)
    unit = NAMED[sign].unit
    return f"{cardinal(number, unit.gender)} {unit.one if number == 1 else unit.many}"


def _no_cents(match: re.Match[str]) -> str:
    """5,- €."""
    number, sign = int(re.sub("[^0-9]", "", match["whole"])), match["sign"]
    form = one(before(match), NAMED[sign].unit.gender) if number == 1 and sign else None
    return f"{form} {NAMED[sign].unit.one}" if form else _counted(number, sign)


def _thousands(match: re.Match[str]) -> str:
    """45 k€, 3 Tsd. Euro, 10k Follower."""
    number = cardinal(int(match["whole"]) * 1000 + int((match["part"] or "").ljust(3, "0")))
    return f"{number} {NAMED[match['sign']].unit.many}" if match["sign"] else number


def _millions(match: re.Match[str]) -> str:
    """€1.2m, $3bn."""
    noun, whole, part = MANY[match["many"]], int(match["whole"]), match["part"]
    decimals = f" Komma {' '.join(bare(int(digit)) for digit in part)}" if part else ""
    number = bare(whole) + decimals if part else cardinal(whole, "f")
    return f"{number} {noun.one if whole == 1 and not part else noun.many} {NAMED[match['sign']].unit.many}"


def _grouped(match: re.Match[str]) -> str:
    """$1,250: three digits behind a comma that touches the sign are no cents."""
    return _counted(int(match["whole"].replace(",", "")), match["sign"])


def _swiss(match: re.Match[str]) -> str:
    """1'250.50 CHF, Fr. 45.50."""
    whole, cents = int(re.sub("[^0-9]", "", match["whole"])), int(match["cents"])
    return f"{_counted(whole, match['sign'])}{' ' + bare(cents) if cents else ''}"


def _decimal(match: re.Match[str]) -> str:
    """$1.5."""
    return f"{bare(int(match['whole']))} Komma {bare(int(match['part']))} {NAMED[match['sign']].unit.many}"


APOSTROPHES = r"(?P<whole>[0-9]{1,3}(?:['’][0-9]{3}){1,3})[.,](?P<cents>[0-9]{2})(?![0-9])"
THOUSAND = rf"{SPACE}?(?:[kK]|Tsd\.?|T(?={SPACE}?(?:€|EUR)))"
NOT_4K = rf"(?<![248]k)(?={SPACE}[^\W\d_]{{4}})"

MANY_BEFORE = "|".join(f"(?<={word} )" for word in ("Mio\\.", "Mrd\\.", "Tsd\\.", "Million", "Millionen", "Milliarden"))

RULES: tuple[Rule, ...] = (
    rule(rf"(?:{MANY_BEFORE})(?P<unit>{any_of(UNITS)})(?![\w/])", lambda match: UNITS[match["unit"]].many),
    rule(rf"(?<!\w){SIGN}{SPACE}?{APOSTROPHES}", _swiss),
    rule(rf"{START}{APOSTROPHES}{SPACE}?{SIGN}(?!\w)", _swiss),
    rule(r"\b(?P<sign>Fr\.) ?(?P<whole>[0-9]{1,6})\.(?P<cents>[0-9]{2})(?![.:0-9]| ?Uhr| ?h)", _swiss),
    rule(
        rf"(?<!\w){SIGN}{SPACE}?(?P<whole>[0-9]{{1,4}})\.(?P<part>[0-9])(?![\w.,]|{SPACE}?(?:{any_of(MANY)}))", _decimal
    ),
    rule(rf"{START}{WHOLE}{DASH}(?:{SPACE}?{SIGN}(?!\w)|(?![\w-]))", _no_cents),
    rule(rf"(?<!\w){SIGN}{SPACE}?{WHOLE}{DASH}(?![\w-])", _no_cents),
    rule(rf"(?<!\w){SIGN}{SPACE}?{PARTED}{THOUSAND}(?!\w)", _thousands),
    rule(rf"{START}{PARTED}{THOUSAND}{SPACE}?{SIGN}(?!\w)", _thousands),
    rule(rf"{START}{PARTED}{SPACE}?(?:k{NOT_4K}|Tsd\.?(?!\w))(?P<sign>(?!))?", _thousands),
    rule(rf"(?<!\w){SIGN}{SPACE}?{PARTED}{SPACE}?(?P<many>{any_of(MANY)})(?!\w)", _millions),
    rule(rf"{START}{PARTED}{SPACE}?(?P<many>{any_of(MANY)}){SPACE}?{SIGN}(?!\w)", _millions),
    rule(rf"(?<!\w){SIGN}(?P<whole>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,4}}+)(?![0-9]|[.,][0-9])", _grouped),
)
