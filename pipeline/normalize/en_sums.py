"""English sums that are written short: .5, 20k followers, 1.5M, 99p, $10 million dollars, €3,50."""

import re

from pipeline.normalize.en_numbers import cardinal, digits, number
from pipeline.normalize.en_words import CURRENCIES, MAGNITUDES, UNITS
from pipeline.normalize.numbers import SPACE, any_of, as_listed
from pipeline.normalize.rules import Rule, rule

AMOUNT = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}+(?:\.[0-9]{1,4}+)?|[0-9]{1,9}+(?:\.[0-9]{1,4}+)?"
COUNTED = (
    rf"(?={SPACE}(?!(?:is|was|has|as|its|this|plus|less|across)\b)(?:(?!gras|ru|bi)[a-z]{{2,20}}[^\Wsui]s"
    rf"|people|men|women|children)\b)"
)
"""More than one of something."""
NO_COUNT = (
    rf"(?!{SPACE}?-?{SPACE}?(?:runs?|races?|walk|TV|TVs|resolution|video|display|monitor|gold|movie"
    rf"|screen|UHD|and 10k)\b)"
)


def _pointed(match: re.Match[str]) -> str:
    """.5, $.50, .75 inches."""
    if match["sign"]:
        cents = CURRENCIES[match["sign"]].cent
        return f"{cardinal(int(match['decimals'].ljust(2, '0')))} {cents.many}"
    unit = f" {UNITS[as_listed(match['unit'], UNITS)].many}" if match["unit"] else ""
    return f"{'minus ' if match['minus'] else ''}point {digits(match['decimals'])}{unit}"


def _many(match: re.Match[str]) -> str:
    """10k, 15–20K, 1.5M."""
    low, high = (match[each] and number(*match[each].partition(".")[::2]) for each in ("low", "high"))
    return f"{low} to {high}" if high else low


def _thousands(match: re.Match[str]) -> str:
    return f"{_many(match)} {MAGNITUDES[match['magnitude']].one}"


def _indian(match: re.Match[str]) -> str:
    """₹1,50,000."""
    return f"{cardinal(int(match['number'].replace(',', '')))}{' rupees' if match['sign'] else ''}"


def _spaced(match: re.Match[str]) -> str:
    """10 000, 1 250 000 km."""
    unit = f" {UNITS[as_listed(match['unit'], UNITS)].many}" if match["unit"] else ""
    unit = f" {CURRENCIES[match['sign']].unit.many}" if match["sign"] else unit
    return cardinal(int(match["number"].replace(" ", ""))) + unit


def _comma(match: re.Match[str]) -> str:
    """72,5 kg, as it is written abroad."""
    unit = UNITS[as_listed(match["unit"], UNITS)]
    return f"{number(*match['amount'].partition(',')[::2])} {unit.many}"


def _hyphened(match: re.Match[str]) -> str:
    """A $5.5-billion deal."""
    amount = number(*match["amount"].partition(".")[::2])
    return f"{amount} {match['magnitude']} {CURRENCIES[match['sign']].unit.one}"


def _from(match: re.Match[str]) -> str:
    """5kg-10kg, 3.5%–4%: the unit once, behind both."""
    return f"{number(*match['amount'].partition('.')[::2])} to"


def _pence(match: re.Match[str]) -> str:
    return f"{cardinal(int(match[1]))} {'penny' if match[1] == '1' else 'pence'}"


def _with_comma(match: re.Match[str]) -> str:
    """€1.234,56 of a price list from abroad."""
    units, cents = int(re.sub("[^0-9]", "", match["units"])), int(match["cents"])
    spoken = f"{cardinal(units)} {'euro' if units == 1 else 'euros'}"
    return f"{spoken} and {cardinal(cents)} {'cent' if cents == 1 else 'cents'}" if cents else spoken


LOW_HIGH = r"(?<![\w.,$€£:/-])(?P<low>{low})(?:[kKMB]?[\u2013-](?P<high>[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?))?"
ANY, LARGE = r"[0-9]{1,4}(?:\.[0-9]{1,3})?", r"(?:[1-9][0-9]{1,3}(?:\.[0-9]{1,3})?|[0-9]\.[0-9]{1,3})"
EUROS = r"(?P<units>[0-9]{1,3}(?:\.[0-9]{3}){0,3}+),(?P<cents>[0-9]{2})(?![0-9,.]*[0-9])"
INDIAN = r"(?P<number>[0-9]{1,2}(?:,[0-9]{2}){1,4},[0-9]{3})(?![0-9]|,[0-9])"
RULES: tuple[Rule, ...] = (
    rule(rf"(?:(?P<sign>₹|Rs\.?|INR) ?|(?<![\w.,])){INDIAN}", _indian),
    rule(rf"(?P<sign>[$€£])(?P<amount>{AMOUNT})-(?P<magnitude>million|billion|trillion)\b", _hyphened),
    rule(
        rf"(?<![\w.,])(?P<amount>{AMOUNT}){SPACE}?(?P<unit>{any_of(UNITS)}) ?[-\u2013] ?(?=(?:{AMOUNT}){SPACE}?"
        rf"(?P=unit)(?!\w))",
        _from,
    ),
    rule(
        rf"(?<![\w.,+-])(?P<sign>[$€£])?(?P<number>[0-9]{{1,3}}(?:(?: 000){{1,3}}|(?: [0-9]{{3}}){{2,3}}))"
        rf"(?! ?[0-9])(?:{SPACE}?(?P<unit>{any_of(UNITS)})(?!\w))?",
        _spaced,
    ),
    rule(
        rf"(?<![\w.,$€£-])(?P<amount>[0-9]{{1,3}},[0-9]{{1,2}})(?![0-9]){SPACE}?(?P<unit>{any_of(UNITS)})(?!\w)", _comma
    ),
    rule(r"\b([A-Z]{3})/([A-Z]{3}) (?=[0-9])", lambda match: f"{match[1]} {match[2]} "),
    rule(
        rf"(?<![\w.,)\]/])(?P<minus>[-\u2212])?(?P<sign>[$€£])?\.(?P<decimals>[0-9]{{1,9}})(?![0-9.]*[.-]?\w)"
        rf"(?:{SPACE}?(?P<unit>{any_of(UNITS)})(?!\w))?",
        _pointed,
    ),
    rule(LOW_HIGH.format(low=LARGE) + rf"(?P<magnitude>[kKM])(?![\w/-]){NO_COUNT}", _thousands),
    rule(LOW_HIGH.format(low=ANY) + rf"(?P<magnitude>[kKMB]){COUNTED}{NO_COUNT}", _thousands),
    rule(LOW_HIGH.format(low=r"[0-9]{1,3}\.[0-9]{1,2}") + r"(?P<magnitude>[BT]|bn|tn)(?![\w/-])", _thousands),
    rule(r"(?<![\w.,/-])([1-9][0-9]?)p(?![\w-])", _pence),
    rule(
        rf"€{SPACE}?{EUROS}|(?<![\w.,]){EUROS.replace('units', 'u').replace('cents', 'c')}{SPACE}?€",
        lambda match: _with_comma(match) if match["units"] else None,
    ),
    rule(
        rf"[$€£](?=(?:{AMOUNT}){SPACE}?(?:million |billion |trillion |[kKMB] ?)?(?:dollars|euros|pounds|USD|CAD"
        rf"|AUD|NZD|HKD|SGD|EUR|GBP)\b)",
        lambda _: "",
    ),
)
