"""Dates and times of day, all in digits or with the name of a month."""

import re
from collections.abc import Callable, Mapping

from pipeline.normalize.language import Language
from pipeline.normalize.numbers import SPACE, START, any_of
from pipeline.normalize.rules import Rule, rule

DAY = "(?P<day>0?[1-9]|[12][0-9]|3[01])"
MONTH = "(?P<month>0?[1-9]|1[0-2])"
YEAR = "(?P<year>[12][0-9]{3})"
ORDINAL_END = r"(?:st|nd|rd|th|er|re)\b|[º°ª]"
END = r"(?![0-9A-Za-z_]|[./:-][0-9])"
CLOCK = r"(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9]))?(?![0-9]|[:.,][0-9])"


def date_rules(language: Language) -> tuple[Rule, ...]:
    """ISO dates, dates in digits, dates with a month's name."""
    say = _sayer(language)
    first, second = (DAY, MONTH) if language.date_order == "dmy" else (MONTH, DAY)
    return (
        rule(rf"{START}{YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])(?:T(?=[0-9])|{END})", say),
        rule(rf"{START}{first}(?P<mark>[./-]){second}(?P=mark){YEAR}{END}", say),
        *(rule(pattern, say) for pattern in _with_names(language)),
    )


def _with_names(language: Language) -> tuple[str, ...]:
    """The day before the month and, where dates are written so, behind it."""
    gap = rf"(?:{SPACE}(?:{language.date_link or '(?!)'}))?{SPACE}"
    name = rf"(?P<name>(?i:{any_of(language.month_names)}))\b(?:\.(?={SPACE}(?:[0-9]|[^\W\dA-Z]))|\.(?=,))?"
    year = rf"(?:,?{gap}{YEAR}{END})?"
    day_first = rf"{START}{DAY}(?:{ORDINAL_END}|\.)?{gap}{name}{year}"
    if language.date_order == "dmy":
        return (day_first,)
    return (
        day_first,
        rf"\b{name}{gap}{DAY}(?:{ORDINAL_END})?(?![0-9.:/-]?[0-9]|[A-Za-z%]){year}",
    )


def _sayer(language: Language) -> Callable[[re.Match[str]], str | None]:
    def say(match: re.Match[str]) -> str | None:
        found = match.groupdict()
        name = found.get("name") or found.get("short")
        month = language.month_names[name.lower()] if name else int(found["month"])
        year = int(found["year"]) if found["year"] else None
        return agreeing(language, language.date(int(found["day"]), month, year), match)

    return say


def agreeing(language: Language, spoken: str, match: re.Match[str]) -> str:
    """With the ending that the words before it ask for."""
    if not language.agreeing:
        return spoken
    return language.agreeing(spoken, match.string[max(match.start() - 30, 0) : match.start()].lower())


def days(short: str, names: str, to: str, of: str = "") -> Rule:
    """Mo–Fr, Mon-Fri: days of the week written short, which only a range makes certain; `of` stands before them."""
    known = dict(zip(short.split(), names.split(), strict=True))
    day = rf"({any_of(known)})(?:\.(?!\s*\Z))?"
    return rule(
        rf"(?<![\w.-]){day}{SPACE}?[-\u2013]{SPACE}?{day}(?![\w-])",
        lambda match: f"{of}{known[match[1]]} {to} {known[match[2]]}",
    )


def short_years(say: Callable[[int], str], links: Mapping[str, str]) -> Rule:
    """2023/24, 1939–45: the second year in two digits; `links` has what is said for "/" and for "-"."""

    def read(match: re.Match[str]) -> str | None:
        first, last = int(match[1]), int(match[3])
        between = links["/" if match[2] == "/" else "-"]
        return f"{say(first)}{between}{say(last)}" if first % 100 < last or (first % 100, last) == (99, 0) else None

    return rule(r"(?<![\w.,/:+-])((?:1[1-9]|20)[0-9]{2})([/\u2013-])([0-9]{2})(?![\w%€$]|[./:-][0-9])", read)


def time_rules(language: Language) -> tuple[Rule, ...]:
    """The 24-hour clock, with and without seconds."""
    suffix = rf"(?:{SPACE}?(?:{language.time_suffix}))?" if language.time_suffix else ""

    def say(match: re.Match[str]) -> str:
        second = int(match["second"]) if match["second"] else None
        return language.time(int(match["hour"]) % 24, int(match["minute"]), second)

    between = rf"(?<=:[0-9]{{2}}){SPACE}?[-\u2013\u2014]{SPACE}?(?=[0-9]{{1,2}}:[0-9]{{2}}(?![0-9:]))"
    return rule(rf"(?:{START}|(?<=[0-9]T)){CLOCK}{suffix}", say), rule(between, lambda _: f" {language.to} ")
