"""Italian: times, durations and dates as only this language writes them."""

import re

from pipeline.normalize.dates import days, short_years
from pipeline.normalize.it_numbers import bare, cardinal, date, ordinal, time
from pipeline.normalize.it_words import MONTHS
from pipeline.normalize.numbers import SPACE, START
from pipeline.normalize.rules import rule
from pipeline.normalize.shortdates import full_dates, months_alone, short_dates

DAY = "0?[1-9]|[12][0-9]|3[01]"
DAYS = "lunedì martedì mercoledì giovedì venerdì sabato domenica"
CLOCK = r"(?P<hour>[01]?[0-9]|2[0-4])[.](?P<minute>[0-5][0-9])"
HOURS_BEFORE = re.compile(
    r"(?:\bor[ae]|\b(?:[ad]|d)?all[e'’]|\bdell[e'’]|\bsulle|\ble|\bh\.?|\borari[oa]?:?|\bapert[oaie]|\bchius[oaie])\s?"
    r"(?:[0-9]{1,2}(?:[.:][0-9]{2})?(?:\s?[-–/,]\s?|\s(?:e|o|ed|alle)\s(?:alle\s|le\s)?)){0,4}\Z"
)


def _clock(match: re.Match[str]) -> str | None:
    """Ore 14.30, alle 9.05, dalle 8.30 alle 12.30: with a point, behind words that tell the time."""
    if not HOURS_BEFORE.search(match.string[max(match.start() - 40, 0) : match.start()].lower()):
        return None
    return time(int(match["hour"]) % 24, int(match["minute"]), None)


def _from_to(match: re.Match[str]) -> str:
    first, last = (time(int(match[hour]) % 24, int(match[minute]), None) for hour, minute in ((1, 2), (3, 4)))
    return f"{'dall’' if first.startswith(('una', 'un ')) else 'dalle '}{first} alle {last}".replace("’", "'")


def _duration(match: re.Match[str]) -> str:
    """2h30, 1h 15': hours and minutes."""
    hours, minutes = int(match["hour"]), int(match["minute"])
    said = "un'ora" if hours == 1 else f"{bare(hours)} ore"
    return f"{said} e {bare(minutes)} {'minuto' if minutes == 1 else 'minuti'}" if minutes else said


def _long_duration(match: re.Match[str]) -> str:
    """2h 15min 30s."""
    names = (("hour", "ora", "ore"), ("minute", "minuto", "minuti"), ("second", "secondo", "secondi"))
    parts = [_counted(int(match[each]), one, many) for each, one, many in names if match[each]]
    return f"{', '.join(parts[:-1])} e {parts[-1]}"


def _half_day(match: re.Match[str]) -> str:
    """6 p.m."""
    hour = int(match["hour"]) % 12 + (12 if match["half"] in "pP" else 0)
    return time(hour, int(match["minute"] or 0), None)


def _midnight(match: re.Match[str]) -> str:
    """Alle 00:00: a mezzanotte."""
    before = {"alle": "a ", "dalle": "dalla ", "le": "", None: ""}[match["to"] and match["to"].lower()]
    said = f"{before}mezzanotte"
    return said.capitalize() if (match["to"] or "x")[0].isupper() else said


def _opening(match: re.Match[str]) -> str | None:
    """Lun-ven: 9-18."""
    before = match.string[max(match.start() - 14, 0) : match.start()].lower()
    if not re.search(r"\b(?:lun|mar|mer|gio|ven|sab|dom)(?:edì|tedì|coledì|vedì|erdì|ato|enica)?\.?[:,]?\s\Z", before):
        return None
    return f"dalle {bare(int(match['first']))} alle {bare(int(match['last']))}"


def _lap(match: re.Match[str]) -> str:
    """3'45\", 9\"98, 1'42\"35: minutes, seconds, hundredths."""
    parts = [_counted(int(match[1]), "minuto", "minuti")] if match[1] else []
    if match[3]:
        parts += [_counted(int(match[2]), "secondo", "secondi"), bare(int(match[3]))]
    elif int(match[2]):
        parts += [_counted(int(match[2]), "secondo", "secondi")]
    return " e ".join(parts) if len(parts) < 3 else f"{parts[0]}, {parts[1]} e {parts[2]}"


def _counted(number: int, one: str, many: str) -> str:
    if number == 1 and one[0] == "o":
        return "un'ora"
    return f"{cardinal(number, 'm')} {one if number == 1 else many}"


def _minutes(match: re.Match[str]) -> str | None:
    """90', where no quotation is open that the sign could end."""
    before = match.string[max(match.start() - 200, 0) : match.start()]
    return None if re.search(r"(?<!\w)['‘]", before) else _counted(int(match[1]), "minuto", "minuti")


def _days(match: re.Match[str]) -> str | None:
    """24-25 dicembre."""
    first, last = int(match["first"]), int(match["last"])
    said = "primo" if first == 1 else bare(first)
    if last == first + 1:
        return f"{said} e "
    led = re.search(
        r"\b(?:il|dal|del|nel|al|i|nei|dei)\s\Z", match.string[max(match.start() - 8, 0) : match.start()].lower()
    )
    return f"{said} " if led else f"dal {said} al "


SPAN = r"([01]?[0-9]|2[0-4])[.:]([0-5][0-9])"
DURATION = (
    rf"{START}(?:(?P<hour>[0-9]{{1,2}}){SPACE}?h{SPACE}?)?(?P<minute>[0-9]{{1,2}}){SPACE}?(?:min|m){SPACE}?"
    rf"(?:(?P<second>[0-9]{{1,2}}){SPACE}?s(?:ec)?|(?<=h {SPACE}))(?!\w)"
)
MINUTES = rf"{START}(?P<hour>[0-9]{{1,2}}){SPACE}?h{SPACE}?(?P<minute>[0-9]{{1,2}}){SPACE}?min(?P<second>)(?!\w)"
ALONE = r"(?:\A|(?<=\n)|(?<=\())"
TIMES = (
    rule(
        rf"{START}(?P<hours>[0-9]{{1,3}})h(?=/(?:gg?|giorno|sett|settimana|mese|anno)\b)",
        lambda match: _counted(int(match["hours"]), "ora", "ore"),
    ),
    rule(DURATION, _long_duration),
    rule(MINUTES, _long_duration),
    rule(
        rf"{START}(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5][0-9]))?{SPACE}?(?P<half>[aApP])\.?[mM](?!\w)\.?",
        _half_day,
    ),
    rule(
        rf"(?<!ore )(?:\b(?P<to>alle|dalle|Alle|Dalle|le|Le) )?{START}(?:00?|24)[:.]00(?![0-9]|[.:,-][0-9]| ?[€%])",
        _midnight,
    ),
    rule(
        rf"{ALONE}{CLOCK}(?=\s*(?:\Z|\n|\)))", lambda match: time(int(match["hour"]) % 24, int(match["minute"]), None)
    ),
    rule(
        r"\b(?P<to>[aA]|[dD]a)lle (?:ore )?0?1(?:[.:](?P<minute>[0-5][0-9]))?(?![\w%/]|[.,:][0-9])",
        lambda match: f"{match['to']}ll'{time(1, int(match['minute'] or 0), None)}",
    ),
    rule(
        rf"(?:(?<!le )\b[oO]re |(?<![\w.,:-])(?<!alle )(?<!ore ))"
        rf"{SPAN}{SPACE}?[-\u2013]{SPACE}?{SPAN}(?![0-9]|[.,:/][0-9]|{SPACE}?[€%$])",
        _from_to,
    ),
    rule(rf"{START}{CLOCK}(?![0-9]|[.,:][0-9]|{SPACE}?[€%$])", _clock),
    rule(
        rf"(?:(?<=lle )|(?<=\b[oO]re )){CLOCK.replace('[.]', ',')}(?![0-9]|[.,:][0-9]|{SPACE}?(?:[€%$]|euro))", _clock
    ),
    rule(
        r"\b(?P<to>[aA]ll|[dD]all)['’]1(?:[.:](?P<minute>[0-5][0-9]))?(?![\w%/]|[.,:][0-9])",
        lambda match: f"{match['to']}'{time(1, int(match['minute'] or 0), None)}",
    ),
    rule(rf"{START}(?P<hour>[0-9]{{1,2}})h{SPACE}?(?P<minute>[0-5][0-9])(?:{SPACE}?(?:min|m|['’′]))?(?!\w)", _duration),
    rule(rf"{START}(?:([0-9]{{1,2}})['’′])?([0-5]?[0-9])[\"”″]([0-9]{{1,2}})(?!\w)", _lap),
    rule(rf"{START}([0-9]{{1,3}})['’′]([0-5][0-9])(?:[\"”″]|''|’’)?(?P<none>)(?!\w)", _lap),
    rule(
        r"(?:(?<=\b[aA]l )|(?<=\b[dD]al )|(?<=\b[nN]el )|(?<=\b[dD]el )|(?<=ll['’]))"
        r"([0-9]{1,3})['’′](?![\w'’])(?: minuto\b)?",
        lambda match: f"{ordinal(int(match[1]), 'm')} minuto",
    ),
    rule(
        r"(?:(?<=\()|(?<=\([0-9]{2}['’], )|(?<=\([0-9]['’], ))([0-9]{1,3})['’′](?![\w'’])",
        lambda match: f"{ordinal(int(match[1]), 'm')} minuto",
    ),
    rule(rf"(?<![\w'’\"]){START}([1-9][0-9]{{0,2}})['’′](?![\w'’])", _minutes),
    rule(r"(?<![\w/])(?:[hH]24|24 ?[hH]/24)(?![\w/])", lambda _: "ventiquattro ore su ventiquattro"),
    rule(r"(?<![\w/])24/7(?![\w/])", lambda _: "ventiquattro ore su ventiquattro, sette giorni su sette"),
    rule(r"(?<![\w/])7/7(?![\w/])", lambda _: "sette giorni su sette"),
    rule(rf"\bh(?:\.{SPACE}?|{SPACE})?(?=[0-9]{{1,2}}(?:[.:][0-9]{{2}})?(?!\w))", lambda _: "ore "),
    rule(rf"{START}(?P<first>[1-9]|1[0-9]|2[0-4])[-\u2013](?P<last>[1-9]|1[0-9]|2[0-4])(?!\w|[.,:/-][0-9])", _opening),
    rule(
        r"(?<![\w.:-])(?<!le )(?<!re )(?<!ll['’])(?P<hour>0?[0-9]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9])"
        r"(?![0-9]|[.,:][0-9])",
        _long_duration,
    ),
)
DATES = (
    *full_dates(date, "alle ore"),
    *short_dates(
        date,
        DAYS.replace(" ", "|"),
        "[iI]l|[dD]al|[aA]l|[dD]el|[nN]el|[eE]ntro il|[lL]['’]|[dD]ell['’]|[aA]ll['’]|[dD]all['’]",
        "alle|ore|al|e|o|per|in|con|presso|sul|su|è|sarà|ha|tra|prima|dopo|dalle|a|mattina|sera|compreso|scorso|prossimo",
    ),
    *months_alone(MONTHS, "gen feb mar apr mag giu lug ago set sett ott nov dic", bare),
    short_years(bare, {"/": " ", "-": " "}),
    days("lun mar mer gio ven sab dom Lun Mar Mer Gio Ven Sab Dom", f"{DAYS} {DAYS}", "a", "da "),
    days(DAYS, DAYS, "a", "da "),
    rule(
        r"\b(lun|mar|mer|gio|ven|sab)\.(?=(?:,| e) (?:mar|mer|gio|ven|sab|dom)\.)"
        r"|(?<=[a-z]\. e )(mar|mer|gio|ven|sab|dom)\.",
        lambda match: next(day for day in DAYS.split() if day.startswith(match[0][:3])),
    ),
    rule(
        rf"(?<![\w.-])(?P<day>(?i:lun|mar|mer|gio|ven|sab|dom))(?:\.(?={SPACE}?:?{SPACE}?[0-9])|(?={SPACE}?:?{SPACE}?[0-9]))",
        lambda match: next(day for day in DAYS.split() if day.startswith(match["day"].lower())),
    ),
    rule(
        rf"{START}(?P<first>{DAY}){SPACE}?[-\u2013/]{SPACE}?(?=(?P<last>{DAY}){SPACE}(?:{'|'.join(MONTHS)})\b)",
        _days,
    ),
    rule(r"(?:\A|(?<=[(\n]))['’‘](?=[1-9]00(?!\w))", lambda _: ""),
    rule(r"(?<=[a-zà-ù] )['’‘](?=[1-9][0-9]{1,2}(?![\w'’]))", lambda _: ""),
    rule(r"(?<=[0-9][-\u2013])['’‘](?=[0-9]{2}(?![\w'’]))", lambda _: ""),
    rule(
        r"(?:(?<=[iI]l )|(?<=[dD]al )|(?<=\b[aA]l ))(lun|mar|mer|gio|ven|sab|dom)\.",
        lambda match: next(day for day in DAYS.split() if day.startswith(match[1])),
    ),
    rule(r"(?<=[lL]['’])['’‘](?=[1-9][0-9]{1,2}(?![\w'’]))", lambda _: ""),
)
