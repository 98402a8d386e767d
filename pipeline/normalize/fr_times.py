"""French: times, durations and dates as only this language writes them."""

import re

from pipeline.normalize.dates import days, short_years
from pipeline.normalize.fr_numbers import bare, cardinal, date, ordinal, time
from pipeline.normalize.fr_words import MONTHS
from pipeline.normalize.numbers import SPACE, START
from pipeline.normalize.rules import rule
from pipeline.normalize.shortdates import full_dates, months_alone, short_dates

DAY = "0?[1-9]|[12][0-9]|3[01]"
DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche"


def _clock(match: re.Match[str]) -> str:
    """14h30, 9 h 05, 14 h 30 min."""
    return time(int(match["hour"]), int(match["minute"] or 0), None)


def _lap(match: re.Match[str]) -> str:
    """3'45\", 9\"98, 1'42\"35: minutes, seconds, hundredths."""
    minutes = _counted(int(match[1]), "minute") if match[1] else ""
    if match[3]:
        seconds = f"{_counted(int(match[2]), 'seconde')} {bare(int(match[3]))}"
    else:
        seconds = cardinal(int(match[2]), "f") if int(match[2]) else ""
    return f"{minutes} {seconds}".strip()


def _counted(number: int, noun: str) -> str:
    return f"{cardinal(number, 'f')} {noun if number < 2 else noun + 's'}"


def _minutes(match: re.Match[str]) -> str | None:
    """90', where no quotation is open that the sign could end."""
    before = match.string[max(match.start() - 200, 0) : match.start()]
    return None if re.search(r"(?<!\w)['‘]", before) else _counted(int(match[1]), "minute")


def _days(match: re.Match[str]) -> str:
    """24-25 décembre, 10-15 août."""
    first, last = int(match["first"]), int(match["last"])
    return f"{'premier' if first == 1 else bare(first)} {'et' if last == first + 1 else 'au'} "


def _duration(match: re.Match[str]) -> str:
    """2h 15min 30s: hours, minutes, seconds, each by its name."""
    found = match.groupdict()
    return " ".join(_counted(int(found[each]), each) for each in ("heure", "minute", "seconde") if found[each])


def _half_day(match: re.Match[str]) -> str:
    """6 p.m."""
    hour = int(match["hour"]) % 12 + (12 if match["half"] in "pP" else 0)
    return time(hour, int(match["minute"] or 0), None)


CLOCK = (
    rf"{START}(?P<hour>[01]?[0-9]|2[0-4]){SPACE}?[hH](?:{SPACE}?(?P<minute>[0-5][0-9])(?:{SPACE}?(?:min|mn))?(?!\w))?"
)
DURATION = (
    rf"{START}(?:(?P<heure>[0-9]{{1,2}}){SPACE}?h{SPACE}?)?(?P<minute>[0-9]{{1,2}}){SPACE}?(?:min|mn|m){SPACE}?"
    rf"(?P<seconde>[0-9]{{1,2}}){SPACE}?s(?:ec\b)?(?!\w)"
)
TIMES = (
    rule(
        rf"{START}(?P<hours>[0-9]{{1,3}})h(?=/(?:j|jour|sem|semaine|mois|an)\b)",
        lambda match: _counted(int(match["hours"]), "heure"),
    ),
    rule(DURATION, _duration),
    rule(
        rf"{START}(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5][0-9]))?{SPACE}?(?P<half>[aApP])\.?[mM](?!\w)\.?",
        _half_day,
    ),
    rule(r"(?<=:[0-9]{2})-(?=[0-9]{1,2}:[0-9]{2}(?![0-9:]))", lambda _: " à "),
    rule(rf"{CLOCK}(?!\w|/)", _clock),
    rule(
        rf"(?<=[0-9hH]){SPACE}?[-\u2013\u2014]{SPACE}?(?=[0-9]{{1,2}}{SPACE}?[hH](?:[0-9]{{2}})?(?!\w))",
        lambda _: " à ",
    ),
    rule(r"\b(24|12) ?h(?:eures)?/24(?!\w)", lambda match: f"{bare(int(match[1]))} heures sur vingt-quatre"),
    rule(r"\b24 ?h(?:eures)?/7 ?j?(?!\w)", lambda _: "vingt-quatre heures sur vingt-quatre, sept jours sur sept"),
    rule(rf"{START}24(?::|{SPACE}?[hH]{SPACE}?)00(?![0-9:])", lambda _: "vingt-quatre heures"),
    rule(r"\b7 ?j(?:ours)?/7(?!\w)", lambda _: "sept jours sur sept"),
    rule(r"(?<![\w/])24/7(?![\w/])", lambda _: "vingt-quatre heures sur vingt-quatre et sept jours sur sept"),
    rule(rf"{START}(?:([0-9]{{1,2}})['’′])?([0-5]?[0-9])[\"”″]([0-9]{{1,2}})(?!\w)", _lap),
    rule(rf"{START}([0-9]{{1,3}})['’′]([0-5][0-9])(?:[\"”″]|''|’’)?(?P<none>)(?!\w)", _lap),
    rule(
        r"(?:(?<=\b[lL]a )|(?<=\bsa ))([0-9]{1,3})['’′](?![\w'’])(?: minute\b)?",
        lambda match: f"{ordinal(int(match[1]), 'f')} minute",
    ),
    rule(
        r"(?:(?<=\()|(?<=\([0-9]{2}['’], )|(?<=\([0-9]['’], ))([0-9]{1,3})['’′](?![\w'’])",
        lambda match: f"{ordinal(int(match[1]), 'f')} minute",
    ),
    rule(rf"(?<![\w'’\"]){START}([1-9][0-9]{{0,2}})['’′](?![\w'’])", _minutes),
)
DATES = (
    *full_dates(date, "à"),
    *short_dates(
        date,
        DAYS.replace(" ", "|"),
        "[lL]e|[dD]u|[aA]u|[dD]ès le|[aA]vant le",
        "à|au|et|ou|pour|dans|avec|chez|sur|en|est|sera|a|entre|avant|après|dès|vers|inclus|prochain|dernier|matin|soir|midi",
    ),
    *months_alone(MONTHS, "janv jan févr fév avr juil sept oct nov déc", bare),
    days("Lu Ma Me Je Ve Sa Di", DAYS, "à"),
    days(DAYS, DAYS, "à"),
    rule(
        r"\b(mar|mer)\.(?=(?:,| et) (?:mer|jeu|ven|sam|dim)\.)|(?<=lun\., )(mar|mer)\.|(?<=lun\. et )(mar|mer)\.",
        lambda match: "mardi" if match[0] == "mar." else "mercredi",
    ),
    days("lun mar mer jeu ven sam dim Lun Mar Mer Jeu Ven Sam Dim", f"{DAYS} {DAYS}", "à"),
    rule(
        rf"(?:(?<![\w.-])(?P<day>[mM]ar|[mM]er)\.|(?:(?<=[,;(]{SPACE})|(?<=\()|(?<=\n)|\A)(?P<name>(?i:lun|mar|mer|jeu|ven|sam|dim)))"
        rf"(?={SPACE}?:?{SPACE}?[0-9])",
        lambda match: next(day for day in DAYS.split() if day.startswith((match["day"] or match["name"]).lower())),
    ),
    rule(
        rf"{START}(?P<first>{DAY}){SPACE}?[-\u2013/]{SPACE}?(?=(?P<last>{DAY}){SPACE}(?:{'|'.join(MONTHS)})\b)",
        _days,
    ),
    rule(
        r"(?:(?<=[dD]u )|(?<=\b[aA]u )|(?<=\b[lL]e ))(mar|mer)\.",
        lambda match: "mardi" if match[1] == "mar" else "mercredi",
    ),
    rule(r"(?<=années )['’](?=[0-9]0)", lambda _: ""),
    short_years(bare, {"/": " ", "-": " "}),
)
