"""Short dates of Spanish and Portuguese: 12/05, 12/05/98, 12-may-2024, 05/2024, lun. 12, L-V."""

import re
from collections.abc import Iterable, Mapping

from pipeline.normalize.dates import DAY, MONTH
from pipeline.normalize.language import Language
from pipeline.normalize.numbers import SPACE, START, any_of
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.words import roman_value

END = r"(?![\w/]|[.,:-][0-9])"
LONG = "(?:1[5-9]|20)[0-9]{2}"


def led(match: re.Match[str], words: str) -> bool:
    """Whether one of these words stands before."""
    before = match.string[max(match.start() - 30, 0) : match.start()]
    return re.search(rf"(?<![\w-])(?:{words}){SPACE}?\Z", before, re.IGNORECASE) is not None


def short_date_rules(language: Language, leading: str) -> tuple[Rule, ...]:
    """`leading` are the words behind which 5/8 is a day and not a fraction."""
    name = rf"(?P<name>(?i:{any_of(language.month_names)}))\.?"
    short = rf"(?P<year>[0-9]{{2}}|{LONG})"
    shortened = any_of(each for each in language.month_names if len(each) < 5 and each not in language.months)
    roman = rf"{START}{DAY}(?P<mark>[./-])(?P<roman>XI{{0,2}}|IX|IV|VI{{0,3}}|I{{1,3}})(?P=mark)(?P<year>{LONG}){END}"
    street = rf"(?P<name>(?=[A-Z])(?i:{any_of(language.months)}))"
    exact = r"(?P<day>0[1-9]|[12][0-9]|3[01])(?P<mark>[.-])(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<year>[0-9]{2})"

    def say(match: re.Match[str]) -> str:
        found = match.groupdict()
        if found.get("name"):
            month = language.month_names[found["name"].lower()]
        else:
            month = roman_value(found["roman"]) if found.get("roman") else int(found["month"])
        return language.date(int(found["day"]), month, _year(found["year"]) if found.get("year") else None)

    def say_led(match: re.Match[str]) -> str | None:
        return say(match) if led(match, leading) else None

    def say_month(match: re.Match[str]) -> str:
        month = language.month_names[match["name"].lower()] if "name" in match.groupdict() else int(match["month"])
        return f"{language.months[month - 1]} de {language.year(_year(match['year']))}"

    return (
        rule(rf"{START}{DAY}/{MONTH}/{short}{END}", say),
        rule(rf"{START}(?P<day>1)\.?[º°]/{MONTH}(?:/{short})?{END}", say),
        rule(rf"{START}{exact}{END}", say),
        rule(rf"{START}{DAY}-{MONTH}-(?P<year>[0-9]{{2}}){END}", say),
        rule(rf"{START}{DAY} de {street}{SPACE}(?=[1-9][0-9]{{2,3}}\b)", lambda match: f"{say(match)} "),
        rule(rf"{START}(?P<year>{LONG})/(?P<month>0[1-9]|1[0-2])/(?P<day>0[1-9]|[12][0-9]|3[01]){END}", say),
        rule(rf"{START}{DAY}(?P<mark>[-/]){name}(?:(?P=mark){short})?{END}", say),
        rule(rf"{START}{DAY}/(?P<month>0[1-9]){END}", say),
        rule(rf"{START}(?P<day>1[3-9]|2[0-9]|3[01])/{MONTH}{END}(?!{SPACE}?[a-zA-Z]{{1,4}}\b\.?/|{SPACE}?=)", say),
        rule(rf"{START}{DAY}/{MONTH}{END}(?! d[eao])", say_led),
        rule(rf"{START}(?P<month>0[1-9])/(?P<year>{LONG}){END}", say_month),
        rule(roman, say),
        rule(rf"(?<![\w-]){name}{SPACE}{DAY},{SPACE}(?P<year>{LONG}){END}", say),
        rule(rf"(?<![\w.-]){name}[-/]{short}{END}", say_month),
        rule(
            rf"(?<![\w.-])(?P<name>(?i:{shortened}))\.?(?:{SPACE}de)?{SPACE}(?P<year>{LONG}){END}",
            say_month,
        ),
    )


def _year(written: str) -> int:
    """Two digits are 1940 to 2039."""
    return int(written) + (0 if len(written) > 2 else 2000 if int(written) < 40 else 1900)


def weekday_rules(tables: Iterable[tuple[str, str]], to: str) -> tuple[Rule, ...]:
    """Days written short (as in `dates.days`), in ranges, and before a date those of more than one letter."""
    known = [dict(zip(short.split(), names.split(), strict=True)) for short, names in tables]
    return (
        *(_range(each, to) for each in known),
        *(_single({short: name for short, name in each.items() if len(short) > 1}) for each in known),
    )


def _range(known: Mapping[str, str], to: str) -> Rule:
    day = rf"((?i:{any_of(known)}))\.?"
    link = rf"(?:{SPACE}?[-\u2013/]{SPACE}?|{SPACE}({to}|[aàey]){SPACE})"
    return rule(
        rf"(?<![\w.-]){day}{link}{day}(?![\w-])",
        lambda match: f"{_named(known, match[1])} {match[2] or to} {_named(known, match[3])}",
    )


def _single(known: Mapping[str, str]) -> Rule:
    behind = rf"(?:\.,?|\.?:)(?={SPACE}[0-9])|,?(?<!\bter)(?={SPACE}{DAY}(?:/|{SPACE}(?:de{SPACE})?[a-zç]{{3}}))"
    return rule(
        rf"(?<![\w.-])((?i:{any_of(known)}))({behind})",
        lambda match: _named(known, match[1]) + match[2].lstrip("."),
    )


def _named(known: Mapping[str, str], written: str) -> str:
    return known.get(written) or known[next(each for each in known if each.lower() == written.lower())]
