"""English times and dates: halves of the day, laps, decades, days before months."""

import re

from pipeline.normalize.dates import days, short_years
from pipeline.normalize.en_numbers import cardinal, date, digits, ordinal, time, two_digits, year, year_or_two
from pipeline.normalize.en_words import MONTHS
from pipeline.normalize.rules import Rule, rule

ZONES = "(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|Eastern|Pacific|Central|Mountain|Greenwich|London|local)"
WHEN = "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|March|Apr|May|June|July|Aug|Sept?|Oct|Nov|Dec)"
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


def _half_of_day(match: re.Match[str]) -> str:
    """3 pm, 3:05 p.m."""
    hour, minute = cardinal(int(match["hour"])), int(match["minute"] or 0)
    spoken = f"{hour} {two_digits(minute)}" if minute else hour
    ends = match["dot"] and re.match(
        rf"\s*\Z|\s{{1,9}}(?!{ZONES}\b|{WHEN})[A-Z]", match.string[match.end() : match.end() + 24]
    )
    return f"{spoken} {match['half'].upper()} M{'.' if ends else ''}"


def _decade(match: re.Match[str]) -> str:
    """1990s, the '80s."""
    ten = int(match["ten"]) * 10
    tens = {0: "hundreds", 10: "tens"}.get(ten) or cardinal(ten).removesuffix("y") + "ies"
    if match["century"] == "20" and not ten:
        return "two thousands"
    return f"{cardinal(int(match['century']))} {tens}" if match["century"] else tens


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


def _split_time(match: re.Match[str]) -> str:
    """1:54.23 of a swimmer."""
    return f"{cardinal(int(match[1]))} {two_digits(int(match[2]))} point {digits(match[3])}"


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


def _lasting(match: re.Match[str]) -> str:
    """2h 10m, 5m 30s: beside another, m is a minute."""
    names = {"h": "hour", "m": "minute", "s": "second"}
    parts = re.findall("([0-9]{1,3}) ?([hms])", match[0])
    return " ".join(f"{cardinal(int(n))} {names[unit]}{'s' * (n != '1')}" for n, unit in parts)


def _lap(match: re.Match[str]) -> str:
    """In 27:45: more minutes than a day has hours."""
    minutes, seconds = cardinal(int(match[1])), int(match[2])
    return f"{minutes} {two_digits(seconds)}" if seconds else f"{minutes} minutes"


RULES: tuple[Rule, ...] = (
    rule(
        rf"\b(?P<month>{MONTH_NAME})\.? (?P<first>[12]?[0-9]|3[01]) ?[-\u2013] ?"
        r"(?P<last>[12]?[0-9]|3[01])(?![\w%]|[.,:][0-9])"
        r"(?:,? (?P<year>[12][0-9]{3})(?![\w-]))?",
        _days,
    ),
    rule(rf"(?<=[0-9]) ?[-\u2013] ?(?={MONTH_NAME}\b)", lambda _: " to "),
    rule(r"(?<=\bin )(2[5-9]|[3-5][0-9]):([0-5][0-9])(?![0-9]|[:.,][0-9])", _lap),
    days("Mon Tue Wed Thu Fri Sat Sun", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday", "to"),
    rule(
        r"(?<![\w.:])(?P<hour>0?[1-9]|1[0-2])(?:[:.](?P<minute>[0-5][0-9]))?[ \u00a0]?"
        r"(?P<half>[aApP])(?:(?P<dot>\.) ?[mM]\.|[mM])(?!\w)",
        _half_of_day,
    ),
    rule(r"(?<=[aApP][mM]) ?[-\u2013] ?(?=[0-9])|(?<=[aApP]\.[mM]\.) ?[-\u2013] ?(?=[0-9])", lambda _: " to "),
    rule(r"(?<![\w.,$])['’]?(?P<century>(?:1[1-9]|20)?)(?P<ten>[0-9])0['’]?s\b", _decade),
    rule(
        rf"(?P<lead>{LEADS_TO_DATE})?(?<![\w.,/:-])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12][0-9]|0?[1-9])(?![\w/%]|[.,:-][0-9])",
        _day,
    ),
    rule(r"(?<![\w.,/:-])(1[0-2]|0?[1-9])/(3[01]|[12][0-9]|0?[1-9])/([0-9]{2})(?![\w/%]|[.,:-][0-9])", _short_date),
    short_years(year_or_two, {"/": " ", "-": " to "}),
    rule(
        rf"(?<![\w.,:])(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th) of (?P<name>{'|'.join(MONTHS)})\b"
        r"(?:,? (?P<year>[12][0-9]{3})(?![\w-]))?",
        _day_of_month,
    ),
    rule(r"(?<![\w.,:])[0-9]{1,3} ?(?:h ?[0-9]{1,2} ?m(?:in)?(?: ?[0-9]{1,2} ?s)?|m ?[0-9]{1,2} ?s)(?!\w)", _lasting),
    rule(r"(?<=\bFY)(?:19|20)[0-9]{2}\b", lambda match: year(int(match[0]))),
    rule(r"(?<![\w.,:])([0-9]{1,2}):([0-5][0-9])\.([0-9]{1,3})(?![0-9]|[:.,][0-9])", _split_time),
    rule(r"(?<![\w.,:])(1?[0-9]|2[0-4])h([0-5][0-9])(?!\w)", lambda match: time(int(match[1]), int(match[2]), None)),
    rule(r"\bM ?[-\u2013] ?F\b(?= [0-9])", lambda _: "Monday to Friday"),
    rule(
        r"(?<![\w.,/:-])(1[3-9]|2[0-9]|3[01])([/.-])(1[0-2]|0?[1-9])\2((?:19|20)[0-9]{2})(?![\w/-]|\.[0-9])", _day_first
    ),
    rule(
        rf"\b(?P<month>{MONTH_NAME}\.? (?:of )?)(?P<year>(?:1[1-9]|20)[0-9]{{2}})(?![\w-]|[.,][0-9])", _month_and_year
    ),
    rule(r"(?<=\b[Tt]he )(?:19[0-9]{2}|20[0-3][0-9])(?= [a-z])", lambda match: year(int(match[0]))),
)
