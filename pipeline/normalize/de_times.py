"""German times: clocks and how long something lasts, days of the week, decades."""

import re

from pipeline.normalize.dates import days, short_years
from pipeline.normalize.de_numbers import bare, cardinal, time, year
from pipeline.normalize.numbers import any_of
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.tables import pairs

DAYS = pairs("Mo = Montag; Di = Dienstag; Mi = Mittwoch; Do = Donnerstag; Fr = Freitag; Sa = Samstag; So = Sonntag")
ANOTHER = r",? ?(?:und |oder |u\. |& |/ ?|, ?)?(?:Mo|Di|Mi|Do|Fr|Sa|So|Feiertage)\b"
DATE_BEHIND = rf",? (?:den |dem )?[0-9]| (?:um|ab|von|bis|früh|abends?|vormittags?|nachmittags?)\b|{ANOTHER}"
DAY_BEHIND = rf",? (?:den |dem |ab |um |von )?[0-9]{{1,2}}(?:\.|:| Uhr|[-\u2013])|{ANOTHER}"


def _clock(match: re.Match[str]) -> str:
    """14.30 Uhr, 1 Uhr."""
    return time(int(match[1]) % 24, int(match[2] or 0), None)


def _clocks(match: re.Match[str]) -> str:
    """The first time of 8.30-12 Uhr."""
    link = match[3].strip().replace("-", "bis").replace("\u2013", "bis")
    return f"{time(int(match[1]) % 24, int(match[2]), None)} {link} "


def _lasting(match: re.Match[str]) -> str:
    """2:05:30 Stunden, 3:45 Minuten."""
    numbers = [int(number) for number in match[0].split(" ")[0].rstrip("hminStd.").split(":")]
    hours = len(numbers) == 3 or match["unit"][0] in "hHSs"
    names = ("Stunde", "Minute", "Sekunde") if hours else ("Minute", "Sekunde")
    parts = [f"{cardinal(n, 'f')} {name}{'n' * (n != 1)}" for n, name in zip(numbers, names, strict=False) if n]
    return " und ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else "null"


def _decade(match: re.Match[str]) -> str:
    """1980er, die 80er."""
    return f"{year(int(match[1]))}er{match[2]}"


def _year_or_two(number: int) -> str:
    return year(number) if number > 99 else bare(number)


def _day(match: re.Match[str]) -> str:
    return DAYS[match["day"] or match["other"] or match["last"]]


def _hour(match: re.Match[str]) -> str:
    """Um 19h."""
    return time(int(match[1]) % 24, 0, None)


def _split_time(match: re.Match[str]) -> str:
    """1:54,23 of a swimmer."""
    digits = " ".join(bare(int(digit)) for digit in match[3])
    return f"{bare(int(match[1]))} {bare(int(match[2]))} Komma {digits}"


RULES: tuple[Rule, ...] = (
    rule(
        r"(?<![\w.,:])(1?[0-9]) ?[-\u2013] ?(1[3-9]|2[0-4]) ?h\b",
        lambda match: f"{bare(int(match[1]))} bis {time(int(match[2]) % 24, 0, None)}",
    ),
    rule(
        r"(?<![\w.,:])(\d{1,2}):([0-5][0-9])(?::([0-5][0-9]))?[ \u00a0]?(?P<unit>Stunden|Std|h|Minuten|Min|min)\b",
        _lasting,
    ),
    rule(
        r"(?<![\w.,:])([01]?[0-9]|2[0-4])[.:]([0-5][0-9])( ?[-\u2013] ?| bis | und )"
        r"(?=[0-9]{1,2}(?:[.:][0-9]{2})?[ \u00a0]Uhr\b)",
        _clocks,
    ),
    rule(r"(?<![\w.,:])([01]?[0-9]|2[0-4])(?:[.:]([0-5][0-9]))?[ \u00a0]Uhr\b", _clock),
    rule(r"(?<![\w.,])([0-9]{1,4})er([ns]?)\b", _decade),
    rule(r"(?<![\w.,:])([0-9]{1,2}):([0-5][0-9]),([0-9]{1,3})(?![0-9]|[:.,][0-9])", _split_time),
    rule(r"(?<![\w.,:])([01]?[0-9]|2[0-4])h([0-5][0-9])(?!\w)", _clock),
    days("Mo Di Mi Do Fr Sa So", "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag", "bis"),
    rule(
        rf"\b(?P<day>{any_of(DAYS)})(?:\.(?={DATE_BEHIND})|(?={DAY_BEHIND}))"
        rf"|(?<=\bam )(?P<other>{any_of(DAYS)})\b\.?(?! ?\w\.)"
        rf"|(?:(?<=\bund )|(?<=\bjeden )|(?<=\bbis ))(?P<last>{any_of(DAYS)})\.(?! ?\w\.)",
        _day,
    ),
    rule(r"(?:(?<=\bum )|(?<=\bab )|(?<=\bbis ))([01]?[0-9]|2[0-4])( ?)h\b", _hour),
    short_years(_year_or_two, {"/": " ", "-": " bis "}),
)
