"""German times: clocks and how long something lasts, days of the week, decades."""

import re

from pipeline.normalize.dates import days, short_years
from pipeline.normalize.de_numbers import bare, cardinal, time, year
from pipeline.normalize.de_words import MONTH_NAMES, MONTHS, STARTERS
from pipeline.normalize.measures import full_stop
from pipeline.normalize.numbers import any_of
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.shortdates import months_alone
from pipeline.normalize.tables import pairs

DAYS = pairs("Mo = Montag; Di = Dienstag; Mi = Mittwoch; Do = Donnerstag; Fr = Freitag; Sa = Samstag; So = Sonntag")
ANOTHER = r",? ?(?:und |oder |u\. |[&+] |/ ?|, ?)?(?:Mo|Di|Mi|Do|Fr|Sa|So|Feiertage)\b"
AFTER_DAY = r"(?<=\b(?:Mo|Di|Mi|Do|Fr|Sa), )"
PRICE = r"[0-9']{1,6}[.,](?:[0-9]{2}(?![.:0-9]| ?Uhr| ?h)|[-\u2013])"
DATE_BEHIND = rf",? (?:den |dem )?(?!{PRICE})[0-9]| (?:um|ab|von|bis|früh|abends?|vormittags?|nachmittags?)\b|{ANOTHER}"
DAY_BEHIND = (
    rf",? (?:den |dem |ab |um |von )?[0-9]{{1,2}}(?:\.|:| Uhr|[-\u2013])|{ANOTHER}| bis (?:Mo|Di|Mi|Do|Fr|Sa|So)\b"
)


MONTH_WORD = any_of(name.capitalize() for name in MONTH_NAMES)
SCHOOL_YEAR = "|".join(f"(?<={word} )" for word in ("Schuljahr", "Saison", "WS", "SS", "Spielzeit", "semester", "WiSe"))
NEXT_TIME = r"(?:, | und | oder | bis | sowie | ?[-\u2013] ?|, (?:und|oder|sowie) )[0-9]{1,2}[.:][0-5][0-9]"
LASTING = re.compile(r"[Dd]auer|[Zz]eit|[Ll]auf|lief|brauch|insgesamt|\b(?:in|nach)\s\Z")


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
    number = int(match[1].replace(".", ""))
    said = year(number) if 1100 < number < 2100 else bare(number)
    return f"{said.removeprefix('ein') if number in (100, 1000) else said}er{match[2]}"


def _year_or_two(number: int) -> str:
    return year(number) if number > 99 else bare(number)


def _day(match: re.Match[str]) -> str:
    return DAYS[match["day"] or match["other"] or match["last"]] + full_stop(match)


def _century(match: re.Match[str]) -> str:
    """Des 20. Jh. is the genitive."""
    of = re.search(r"\bdes (?:\w+ )?[0-9]{1,2}\. \Z", match.string[max(match.start() - 25, 0) : match.start()])
    return f"Jahrhundert{'s' if of else ''}{full_stop(match)}"


def _certain_day(match: re.Match[str]) -> str:
    return DAYS[match[1]] + ("." if re.compile(STARTERS).match(match.string, match.end()) else full_stop(match))


def _half_day(match: re.Match[str]) -> str:
    """6:30 p.m., 9am."""
    return time(int(match[1]) % 12 + 12 * (match[3] in "pP"), int(match[2] or 0), None)


def _clock_or_span(match: re.Match[str]) -> str:
    """14:30 h is a time of day, 1:30 h mostly none."""
    led = re.search(
        r"\b(?:um|ab|bis|von|gegen|vor|nach|-|\u2013)\s?\Z", match.string[max(match.start() - 10, 0) : match.start()]
    )
    lasts = LASTING.search(match.string[max(match.start() - 25, 0) : match.start()])
    clock = led or (int(match[1]) > 5 and not lasts) or len(match[1]) == 2
    return time(int(match[1]) % 24, int(match[2]), None) if clock else _lasting(match)


def _hour(match: re.Match[str]) -> str:
    """Um 19h."""
    return time(int(match[1]) % 24, 0, None)


def _split_time(match: re.Match[str]) -> str:
    """1:54,23 of a swimmer."""
    digits = " ".join(bare(int(digit)) for digit in match[3])
    return f"{bare(int(match[1]))} {bare(int(match[2]))} Komma {digits}"


RULES: tuple[Rule, ...] = (
    rule(r"(?<![\w.,:])24(?:[:.]00)?(?: ?Uhr\b|(?<=00)(?![\w:.]))", lambda _: "vierundzwanzig Uhr"),
    rule(rf"(?<![\w.,:])([01]?[0-9]|2[0-3])\.([0-5][0-9])(?=(?:{NEXT_TIME}){{1,3}} Uhr\b)", _clock),
    rule(
        r"(?<![\w.,:])(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9]))?(?! am\b)[ \u00a0]?([aApP])(?:\. ?[mM]\.|[mM]\b)", _half_day
    ),
    rule(r"(?<![\w.,:])([01]?[0-9]|2[0-4]):([0-5][0-9])[ \u00a0]?(?P<unit>h)\b(?!/)", _clock_or_span),
    rule(
        rf"\b({MONTH_WORD})\b\.? ?[-\u2013] ?(?={MONTH_WORD}\b)",
        lambda match: f"{MONTHS[MONTH_NAMES[match[1].lower()] - 1]} bis ",
    ),
    rule(r"\bJh(?:dt|d)?s?\.", _century),
    rule(
        r"(?:(?<=\bMo)|(?<=\bDi)|(?<=\bMi)|(?<=\bDo)|(?<=\bFr)|(?<=\bSa)|(?<=\.)) ?\+ ?(?=(?:Di|Mi|Do|Fr|Sa|So)\b)",
        lambda _: " und ",
    ),
    rule(
        rf"(?:{SCHOOL_YEAR})([0-9]{{2}})/([0-9]{{2}})(?![0-9/])",
        lambda match: f"{bare(int(match[1]))} {bare(int(match[2]))}",
    ),
    rule(
        r"(?<![\w.,/])((?:19|20)[0-9]{2})/((?:19|20)[0-9]{2})(?![\w/])",
        lambda match: f"{year(int(match[1]))} {year(int(match[2]))}",
    ),
    rule(
        r"(?<![\w.,/])(0[1-9]|1[0-2])\.((?:19|20)[0-9]{2})(?![\w.]|,[0-9])",
        lambda match: f"{MONTHS[int(match[1]) - 1]} {year(int(match[2]))}",
    ),
    rule(r"(?<=\bKW )([0-9]{1,2})/([0-9]{4})(?![\w/])", lambda match: f"{bare(int(match[1]))} {year(int(match[2]))}"),
    rule(r"\bSo\.-(?= u)", lambda _: "Sonn-"),
    rule(r"\bSo\.(?= (?:und |u\. )?(?:[Ff]eiertag|geschlossen|[0-9]))", lambda _: "Sonntag"),
    *months_alone(MONTHS, "Jan Feb Apr Jun Jul Aug Sep Sept Okt Nov Dez", year),
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
    rule(r"(?<![\w.,])([0-9]{1,4}|[0-9]{1,3}\.[0-9]{3})er([ns]?)\b", _decade),
    rule(r"(?<![\w.,:])([0-9]{1,2}):([0-5][0-9]),([0-9]{1,3})(?![0-9]|[:.,][0-9])", _split_time),
    rule(r"(?<![\w.,:])([01]?[0-9]|2[0-4])h([0-5][0-9])(?!\w)", _clock),
    days("Mo Di Mi Do Fr Sa So", "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag", "bis"),
    rule(
        r"(?<![\w.])(Mo|Di|Mi|Do|Sa|Fr(?=\. [a-zäöü0-9]|\.[,;)]|\.\s{0,3}\Z|\. ?[-\u2013]))"
        rf"\.(?! ?{PRICE})(?!\w)",
        _certain_day,
    ),
    rule(
        rf"\b(?P<day>{any_of(DAYS)})(?:\.(?={DATE_BEHIND})|(?={DAY_BEHIND}))"
        rf"|(?<=\bam )(?P<other>{any_of(DAYS)})\b\.?(?! ?\w\.)"
        rf"|(?:(?<=\bund )|(?<=\bjeden )|(?<=\bbis )|(?<=\boder )|(?<=[+&/] )|{AFTER_DAY})(?P<last>{any_of(DAYS)})\b"
        r"\.?+(?! ?\w\.)(?!(?<=Fr\.) [A-ZÄÖÜ])",
        _day,
    ),
    rule(r"(?:(?<=\bum )|(?<=\bab )|(?<=\bbis ))([01]?[0-9]|2[0-4])( ?)h\b", _hour),
    short_years(_year_or_two, {"/": " ", "-": " bis "}),
)
