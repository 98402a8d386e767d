"""Dates in digits that are not complete: without a year, with two digits of it, without a day."""

import re
from collections.abc import Callable, Sequence

from pipeline.normalize.dates import DAY, MONTH
from pipeline.normalize.numbers import SPACE, START
from pipeline.normalize.rules import Rule, rule

Say = Callable[[int, int, int | None], str]
"""Day, month, year."""

OF_THIS_CENTURY = 50
"""Two digits below this are a year after 2000."""


def full_dates(say: Say, clock: str) -> tuple[Rule, ...]:
    """2024/12/25, 1er/05/2024, 2024-03-01T14:30 with `clock` between day and time."""

    def read(match: re.Match[str]) -> str:
        return say(int(match["day"]), int(match["month"]), int(match["year"]))

    first = rf"(?P<day>1)(?:er|[°º])/{MONTH}/(?P<year>[12][0-9]{{3}})(?![\w/])"
    iso = r"(?P<year>(?:19|20)[0-9]{2})(?P<mark>[/-])(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12][0-9]|3[01])"
    return (
        rule(rf"{START}{iso}[T ](?=[0-2][0-9]:[0-5][0-9])", lambda match: f"{read(match)} {clock} "),
        rule(rf"{START}{iso}(?![\w/]|[.,-][0-9])", read),
        rule(rf"{START}{first}", read),
    )


def short_dates(say: Say, days: str, before: str, behind: str) -> tuple[Rule, ...]:
    """30/06/25, lundi 4/11, le 4/11 à midi.

    Regular expressions tell the day and month from a fraction: `days` stand before dates only, `before` may stand
    before either, and then one of `behind` or the end of a clause has to follow.
    """
    end = r"(?![\w%€$]|[./:,-][0-9])"
    padded = rf"(?P<day>0[1-9]|[12][0-9]|3[01])(?P<mark>[.-])(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<year>[0-9]{{2}}){end}"
    clause = rf"(?=\s*(?:\Z|[.,;:!?)–]|-\s)|{SPACE}(?:{behind})(?!\w)|{SPACE}[0-9(])"
    word = rf"(?P<before>\b(?:{before})(?:{SPACE}|(?<=['’])))"

    def read(match: re.Match[str]) -> str:
        short = int(match["year"])
        return say(int(match["day"]), int(match["month"]), short + (2000 if short < OF_THIS_CENTURY else 1900))

    def without_year(match: re.Match[str]) -> str:
        return match["before"] + say(int(match["day"]), int(match["month"]), None)

    return (
        rule(rf"{START}{DAY}/{MONTH}/(?P<year>[0-9]{{2}}){end}", read),
        rule(rf"{START}{padded}", read),
        rule(
            rf"{START}(?=0[0-9]|[0-9]{{2}}/0)(?P<before>)(?P<day>0[1-9]|[12][0-9]|3[01])/(?P<month>0[1-9]|1[0-2])(?!/){end}",
            without_year,
        ),
        rule(rf"{word}{DAY}\.{MONTH}\.(?P<year>[0-9]{{2}}){end}", lambda match: match["before"] + read(match)),
        rule(rf"(?P<before>\b(?i:{days}),?{SPACE}){DAY}/{MONTH}(?!/){end}", without_year),
        rule(rf"{word}{DAY}/{MONTH}(?!/){end}{clause}", without_year),
        rule(rf"{word}(?P<day>0[1-9]|[12][0-9]|3[01])/(?P<month>0[1-9]|1[0-2])(?!/){end}", without_year),
    )


def months_alone(months: Sequence[str], short: str, year: Callable[[int], str], link: str = " ") -> tuple[Rule, ...]:
    """09/2024, sept. 2024: `short` has the abbreviations, each a beginning of its month."""

    def in_digits(match: re.Match[str]) -> str:
        return f"{months[int(match['month']) - 1]}{link}{year(int(match['year']))}"

    def by_name(match: re.Match[str]) -> str:
        return _begins(months, match["short"])

    def span(match: re.Match[str]) -> str:
        return f"{by_name(match)}-{_begins(months, match['last'])}"

    names = "|".join(sorted(short.split(), key=len, reverse=True))
    return (
        rule(rf"{START}(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)[0-9]{{2}})(?![\w/]|[.,-][0-9])", in_digits),
        rule(rf"\b(?P<short>(?i:{names}))\b\.?(?={SPACE}(?:19|20)[0-9]{{2}}(?!\w))", by_name),
        rule(rf"\b(?P<short>(?i:{names}))\b\.?{SPACE}?[-\u2013]{SPACE}?(?P<last>(?i:{names}))\b\.?", span),
    )


def _begins(months: Sequence[str], short: str) -> str:
    return next(each for each in months if each.lower().startswith(short.lower()))
