"""English dates: decades, days before months and behind them, dates in digits, years beside their era."""

import re

from pipeline.normalize.dates import days, short_years
from pipeline.normalize.en_numbers import cardinal, date, ordinal, year, year_or_two
from pipeline.normalize.en_words import MONTHS
from pipeline.normalize.rules import Rule, rule

LEADS_TO_DATE = r"\b(?:on|On|by|By|ends|until|Until|due|from|From|through|before|after|since|till|starts|effective) "
MONTH_NAME = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?)"
)
COMMON_FRACTIONS = {
    (1, 2),
    (1, 3),
    (2, 3),
    (1, 4),
    (3, 4),
    (1, 5),
    (2, 5),
    (3, 5),
    (4, 5),
    (1, 8),
    (3, 8),
    (5, 8),
    (7, 8),
}


def _decade(match: re.Match[str]) -> str:
    """1990s, the '80s."""
    ten = int(match["ten"]) * 10
    tens = {0: "hundreds", 10: "tens"}.get(ten) or cardinal(ten).removesuffix("y") + "ies"
    if match["century"] == "20" and not ten:
        return "two thousands"
    return f"{cardinal(int(match['century']))} {tens}" if match["century"] else tens


def _numeric(match: re.Match[str]) -> str:
    """2024/01/15, 15-Jan-2024, 31/12."""
    found = match.groupdict()
    name = found.get("name")
    month = next(n for n, each in enumerate(MONTHS, 1) if each.startswith(name)) if name else int(match["month"])
    return date(int(match["day"]), month, int(found["year"]) if found.get("year") else None)


def _days_before(match: re.Match[str]) -> str:
    """1-5 June 2024."""
    spoken_year = f", {year(int(match['year']))}" if match["year"] else ""
    return f"{_named(match['month'])} {ordinal(int(match['first']))} to {ordinal(int(match['last']))}{spoken_year}"


def _day(match: re.Match[str]) -> str | None:
    """By 3/31; without such a word only where it is no common fraction."""
    month, day = int(match["month"]), int(match["day"])
    if (month, day) in COMMON_FRACTIONS or not (match["lead"] or (day > 12 and day not in (15, 16, 20, 24, 25, 30))):
        return None
    return f"{match['lead'] or ''}{date(day, month, None)}"


def _short_date(match: re.Match[str]) -> str:
    short = int(match[3])
    return date(int(match[2]), int(match[1]), short + (2000 if short < 50 else 1900))


def _day_first(match: re.Match[str]) -> str:
    """30/06/2025 can be no month first."""
    return date(int(match[1]), int(match[3]), int(match[4]))


def _month_and_year(match: re.Match[str]) -> str:
    """May 2020, Aug. 2020."""
    name = _named(match["month"])
    return f"{name}{' of' if ' of ' in match['month'] else ''} {year(int(match['year']))}"


def _day_of_month(match: re.Match[str]) -> str:
    """The 5th of November keeps its order."""
    spoken_year = f", {year(int(match['year']))}" if match["year"] else ""
    return f"{ordinal(int(match['day']))} of {match['name']}{spoken_year}"


def _days(match: re.Match[str]) -> str:
    """June 3–7, 2024."""
    spoken_year = f", {year(int(match['year']))}" if match["year"] else ""
    first, last = ordinal(int(match["first"])), ordinal(int(match["last"]))
    return f"{_named(match['month'])} {first} to {last}{spoken_year}"


def _named(short: str) -> str:
    return next(month for month in MONTHS if month.startswith(short[:3]))


SHORT_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
D = r"(?:[12][0-9]|3[01]|0?[1-9])"
AFTER_DAY = "|".join(
    rf"(?<={day}{mark} )"
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "day")
    for mark in ("", ",", r"\.")
)
RULES: tuple[Rule, ...] = (
    rule(
        rf"(?=[0-9])(?:{AFTER_DAY})(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12][0-9]|0?[1-9])(?![\w/%]|[.,:-][0-9])",
        _numeric,
    ),
    days(SHORT_MONTHS, " ".join(MONTHS), "to"),
    rule(
        rf"(?<![\w.,:/])(?P<first>{D})(?:st|nd|rd|th)? ?(?:[-\u2013]| to ) ?(?P<last>{D})(?:st|nd|rd|th)? "
        rf"(?P<month>{MONTH_NAME})\b\.?"
        r"(?:,? (?P<year>[12][0-9]{3})(?![\w-]))?",
        _days_before,
    ),
    rule(rf"(?<![\w.,/-])(?P<year>[12][0-9]{{3}})/(?P<month>0[1-9]|1[0-2])/(?P<day>{D})(?![\w/]|[.,-][0-9])", _numeric),
    rule(
        rf"(?<![\w.,/-])(?P<day>{D})-(?P<name>{SHORT_MONTHS.replace(' ', '|')})(?:-(?P<year>[12][0-9]{{3}}))?(?![\w-])",
        _numeric,
    ),
    rule(r"(?<![\w.,/:-])(?P<day>3[01]|1[3-9]|2[0-9])/(?P<month>1[0-2]|0[1-9])(?![\w/%]|[.,:-][0-9])", _numeric),
    rule(
        rf"\b(?P<month>{MONTH_NAME})-(?P<year>(?:19|20)[0-9]{{2}})(?![\w-])",
        lambda match: f"{_named(match['month'])} {year(int(match['year']))}",
    ),
    rule(
        r"(?=[ \u2013\u2014-])(?:(?<=BC)|(?<=AD)|(?<=[0-9]CE)|(?<= CE)|(?<=B\.C\.)) ?[-\u2013\u2014] ?(?=AD |[0-9])",
        lambda _: " to ",
    ),
    rule(
        r"(?<![\w.,-])([1-9][0-9]{0,3}) ?[-\u2013] ?([1-9][0-9]{0,3})(?= ?(?:BCE?|B\.C\.)(?!\w))",
        lambda match: f"{year(int(match[1]))} to {year(int(match[2]))}",
    ),
    rule(
        r"(?<=\b[Ii]n )10[0-9]{2}(?![\w-]|[.,:%][0-9]| [a-z]{3,20}s\b)|(?<=\bAD )1[0-9]{3}\b|\b10[0-9]{2}(?= "
        r"(?:AD|BC|CE|BCE|A\.D\.|B\.C\.)(?!\w))",
        lambda match: year(int(match[0])),
    ),
    rule(
        rf"\b(?P<month>{MONTH_NAME})\.? (?P<first>[12]?[0-9]|3[01]) ?[-\u2013] ?"
        r"(?P<last>[12]?[0-9]|3[01])(?![\w%]|[.,:][0-9])"
        r"(?:,? (?P<year>[12][0-9]{3})(?![\w-]))?",
        _days,
    ),
    rule(rf"(?<=[0-9]) ?[-\u2013] ?(?={MONTH_NAME}\b)", lambda _: " to "),
    days("Mon Tue Wed Thu Fri Sat Sun", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday", "to"),
    rule(r"(?<![\w.,$])['’]?(?P<century>(?:1[1-9]|20)?)(?P<ten>[0-9])0['’]?s\b", _decade),
    rule(
        rf"(?P<lead>{LEADS_TO_DATE})?(?<![\w.,/:-])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12][0-9]|0?[1-9])"
        rf"(?![\w/%]|[.,:-][0-9])",
        _day,
    ),
    rule(r"(?<![\w.,/:-])(1[0-2]|0?[1-9])/(3[01]|[12][0-9]|0?[1-9])/([0-9]{2})(?![\w/%]|[.,:-][0-9])", _short_date),
    short_years(year_or_two, {"/": " ", "-": " to "}),
    rule(
        rf"(?<![\w.,:])(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th) of (?P<name>{'|'.join(MONTHS)})\b"
        r"(?:,? (?P<year>[12][0-9]{3})(?![\w-]))?",
        _day_of_month,
    ),
    rule(r"(?<=\bFY)(?:19|20)[0-9]{2}\b", lambda match: year(int(match[0]))),
    rule(
        r"(?<![\w.,/:-])(1[3-9]|2[0-9]|3[01])([/.-])(1[0-2]|0?[1-9])\2((?:19|20)[0-9]{2})(?![\w/-]|\.[0-9])", _day_first
    ),
    rule(
        rf"\b(?P<month>{MONTH_NAME}\.? (?:of )?)(?P<year>(?:1[1-9]|20)[0-9]{{2}})(?![\w-]|[.,][0-9])", _month_and_year
    ),
    rule(r"(?<=\b[Tt]he )(?:19[0-9]{2}|20[0-3][0-9])(?= [a-z])", lambda match: year(int(match[0]))),
)
