"""English measures before the noun that they describe, where the unit has no plural: a 5 kg bag, the $500 prize."""

import re

from pipeline.normalize.en_numbers import number
from pipeline.normalize.en_words import CURRENCIES, MAGNITUDES, UNITS
from pipeline.normalize.numbers import SPACE, any_of
from pipeline.normalize.rules import Rule, rule

AMOUNT = r"(?P<amount>[0-9]{1,3}(?:,[0-9]{3}){1,4}+|[0-9]{1,9}+)(?P<decimals>\.[0-9]{1,4}+)?"
NO_NOUN = (
    "a an the of for per in on and or is was were are to at by from with you that which this each every more less off"
    " into ago later before after long wide tall high deep thick as away total extra than would will can could has had"
    " not but when while until plus apart worth"
)
NOUN = rf"(?={SPACE}(?!(?:{NO_NOUN.replace(' ', '|')})\b)[a-z]{{3}})"
WORDED = [sign for sign in UNITS if sign.isalpha() and sign not in ("x", "W", "N", "J", "h", "s", "t")]


def _measure(match: re.Match[str]) -> str:
    return f"{number(match['amount'], match['decimals'])} {UNITS[match['unit']].one}"


def _money(match: re.Match[str]) -> str | None:
    """Dollars and cents are left to the rule for sums."""
    if match["decimals"] and not match["magnitude"]:
        return None
    magnitude = f" {MAGNITUDES[match['magnitude']].one}" if match["magnitude"] else ""
    return f"{number(match['amount'], match['decimals'])}{magnitude} {CURRENCIES[match['sign']].unit.one}"


ARTICLE = r"(?:(?<=\b[Aa] )|(?<=\b[Aa]n )|(?<=\bA )|(?<=\bper ))"
RULES: tuple[Rule, ...] = (
    rule(rf"(?<![\w.,$€£-]){AMOUNT}-(?P<unit>{any_of(WORDED)})(?=[{SPACE[1:-1]}-][A-Za-z])", _measure),
    rule(rf"{ARTICLE}{AMOUNT}{SPACE}?(?P<unit>{any_of(WORDED)}){NOUN}", _measure),
    rule(
        rf"(?:{ARTICLE}|(?<=\b[Tt]he ))(?P<sign>[$€£]){AMOUNT}"
        rf"(?:[{SPACE[1:-1]}-]?(?P<magnitude>{any_of(MAGNITUDES)}))?(?!\w){NOUN}",
        _money,
    ),
)
