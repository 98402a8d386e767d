"""Italian: what only this language writes."""

import re

from pipeline.normalize.counting import counted, half, half_of_unit, priced
from pipeline.normalize.equations import compass, grouped_by_commas, spaced_range
from pipeline.normalize.it_numbers import (
    bare,
    cardinal,
    fraction,
    gender_of,
    mixed_portion,
    money,
    ordinal,
    portion,
)
from pipeline.normalize.it_ordinals import ORDINALS, ROMANS
from pipeline.normalize.it_signs import WORDS
from pipeline.normalize.it_times import DATES, TIMES
from pipeline.normalize.it_words import CURRENCIES, MEASURED, SPORT, UNITS
from pipeline.normalize.measures import inches
from pipeline.normalize.numbers import SPACE, START
from pipeline.normalize.portions import by_name, either, mixed_portions, of_units, portions
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.scores import scores
from pipeline.normalize.sums import called, english_sums, named_sums, thousands

PER = {
    "giorno": "al giorno", "die": "al giorno", "g": "al giorno", "gg": "al giorno", "dì": "al giorno",
    "mese": "al mese", "anno": "all'anno", "settimana": "a settimana", "sett.": "a settimana", "ora": "all'ora",
    "h": "all'ora", "notte": "a notte", "persona": "a persona", "pers.": "a persona", "minuto": "al minuto",
    "min": "al minuto", "kg": "al chilogrammo", "l": "al litro", "mq": "al metro quadrato", "m²": "al metro quadrato",
    "kWh": "al chilowattora", "pezzo": "al pezzo", "pz": "al pezzo", "cad": "cadauno", "GB": "al gigabyte",
    "km": "al chilometro", "chilo": "al chilo", "litro": "al litro", "t": "alla tonnellata", "mc": "al metro cubo",
}  # fmt: skip


def _metres(match: re.Match[str]) -> str:
    """1,85 m: un metro e ottantacinque."""
    metres = "un metro" if match[1] == "1" else "due metri"
    return metres if match[2] == "00" else f"{metres} e {bare(int(match[2]))}"


def _and_half(match: re.Match[str]) -> str:
    """Un'ora e 1/2."""
    return f" e {'mezza' if match.string[match.start() - 1] in 'ae' else 'mezzo'}"


def _elided(match: re.Match[str]) -> str | None:
    """1 ora, 1 isola: un'ora, un'isola."""
    return f"un'{match['word']}" if gender_of(1, match["word"].lower()) == "f" else None


def _unit_alone(match: re.Match[str]) -> str:
    """In km/h, al m²."""
    noun = UNITS[match["unit"]]
    return f"{match['before']}{noun.one}" if match["before"] else noun.many


def _per(match: re.Match[str]) -> str | None:
    """3 volte/giorno, 15 €/ora; but mg/l is milligrammi per litro."""
    counted_in_units = (
        match.string[match.start() - 1].isalpha()
        and "€" not in match.string[max(match.start() - 15, 0) : match.start()]
    )
    return None if match["per"] in UNITS and counted_in_units else f" {PER[match['per']]}"


def _part(match: re.Match[str]) -> str:
    """Un 1/4, un 1/8 di finale."""
    return fraction(1, int(match["below"])).removeprefix("un ")


def _improper(match: re.Match[str]) -> str | None:
    """16/9, 3/2; behind words for blood pressure it is something else."""
    above, below = int(match[1]), int(match[2])
    pressure = re.search(r"\bPA\b|[pP]ressione", match.string[max(match.start() - 40, 0) : match.start()])
    return None if pressure or above < below or above % below == 0 else fraction(above, below)


MARK = re.compile(r"\b(?:vot[oi]|pres[oa]|punteggio|valutazion[ei]|giudizio|media|ottenuto|recension[ei]|stelle)\b")


def _mark(match: re.Match[str]) -> str | None:
    """4,5/5; voto: 8/10."""
    marked = match["part"] or MARK.search(match.string[max(match.start() - 30, 0) : match.start()].lower())
    if not marked:
        return None
    part = f" virgola {bare(int(match['part']))}" if match["part"] else ""
    return f"{bare(int(match['whole']))}{part} su {bare(int(match['below']))}"


MEASURES = (
    rule(r"(?<=\b[uU]n )1/(?P<below>[2348]|16)(?![\w/]|[.,][0-9])", _part),
    rule(rf"{START}1/2{SPACE}finale\b", lambda _: "semifinale"),
    rule(
        rf"(?:(?<=\b[aA]i )|(?<=\b[gG]li )|(?<=\b[aA]gli )|(?<=\b[iI] )|(?<=\b[dD]ei )|(?<=\b[nN]ei ))"
        rf"{START}1/(?P<below>[48]|16)(?={SPACE}di{SPACE}finale)",
        lambda match: f"{_part(match)[:-1]}i",
    ),
    rule(rf"{START}([1-9][0-9]?)/([2-9])(?![\w/]|[.,][0-9])", _improper),
    compass({"N": "nord", "S": "sud", "E": "est", "O": "ovest", "W": "ovest"}),
    mixed_portions(mixed_portion, UNITS | by_name(MEASURED)),
    half(lambda gender: "mezza" if gender == "f" else "mezzo", gender_of),
    half_of_unit(lambda gender: "mezza" if gender == "f" else "mezzo", UNITS),
    either("o", "giorni|ore|volte|settimane|mesi|anni|persone|minuti|cucchiai", bare),
    portions(portion, UNITS | by_name(MEASURED)),
    rule(rf"(?<=\b[uU]na{SPACE})(?:1/2|½)(?![\w/]|[.,][0-9])", lambda _: "mezza"),
    of_units("milion[ei]|miliard[oi]|mln|mld|migliaia|centinaia|decine", "di", UNITS),
    rule(
        rf"(?<=[0-9]/)(?P<low>[0-9]{{1,3}}){SPACE}?mmHg\b",
        lambda match: f"{bare(int(match['low']))} {UNITS['mmHg'].many}",
    ),
    rule(rf"(?<=[0-9]){SPACE}(?:p?p|pagg?)\.(?!\w)", lambda _: " pagine"),
    rule(rf"(?<=[a-z0-9]){SPACE}e{SPACE}?(?:1/2|½)(?![\w/])", _and_half),
    rule(
        r"(?:(?<=\b[lL]a )|(?<=\b[iI]n )|(?<=lla )|(?<=lasse ))([1-5])(?=[A-H](?!\w))",
        lambda match: ordinal(int(match[1]), "f"),
    ),
    rule(
        rf"{START}(?P<whole>[0-9]{{1,3}})(?:,(?P<part>[0-9]{{1,2}}))?/(?P<below>5|10|20|30|100)(?![\w/]|[.,][0-9])",
        _mark,
    ),
    rule(
        rf"(?<=[0-9])(?<!\b1){SPACE}([AJN])(?=\s*(?:\Z|[.,;:)]))",
        lambda match: {"A": " ampere", "J": " joule", "N": " newton"}[match[1]],
    ),
    rule(r"(?<=[0-9])x(?=\s*(?:\Z|[.,;:!?)]))(?<![=+*/-] [0-9]x)", lambda _: " volte"),
    rule(rf"{START}1{SPACE}?h(?![\w/])", lambda _: "un'ora"),
    rule(rf"{START}1{SPACE}(?P<word>[aeiouAEIOU][^\W\d_]{{2,30}})(?!\w)", _elided),
    rule(rf"(?<=[\w²³])/(?P<per>{'|'.join(sorted(map(re.escape, PER), key=len, reverse=True))})(?!\w)", _per),
    rule(
        rf"(?<=[€$£])/(?P<per>{'|'.join(sorted(map(re.escape, PER), key=len, reverse=True))})(?!\w)",
        lambda match: f" {PER[match['per']]}",
    ),
    inches("pollici"),
    rule(
        rf"{START}([1-9][0-9]?){SPACE}?[x×](?={SPACE}(?:al|più|meno|la)\b)",
        lambda match: f"{bare(int(match[1]))} volte",
    ),
    rule(rf"(?<=[0-9])/(?=10(?![\w/.,])(?!{SPACE}(?:d[ei]|degli|delle|dell['’])))", lambda _: " su "),
    rule(rf"(?<=[0-9])(?:[\u00a0\u202f ])K(?!\w|{SPACE}?[€$£])", lambda _: " kelvin"),
    rule(
        rf"(?<=[0-9][mc ]m){SPACE}?[x×]{SPACE}?(?=[0-9])|(?<=[0-9] cm){SPACE}?[x×]{SPACE}?(?=[0-9])", lambda _: " per "
    ),
    rule(r"(?<![\w./])[x×](?=[0-9]{1,4}(?!\w|[x×]))", lambda _: "per "),
    rule(
        r"(?P<before>\b(?:al|il|del|un|per|ogni) )?(?<![\w/])"
        r"(?P<unit>km/h|m/s|km²|m²|mq|m³|kWh|MWh|GWh|GHz|MHz|°C|°F)(?![\w/²³])",
        _unit_alone,
    ),
    rule(rf"(?<=[0-9]){SPACE}?ha(?={SPACE}(?:di\b|coltivat|a vigneto)|\s*[.,;:)]|\s*\Z)", lambda _: " ettari"),
    rule(rf"{START}1:(?=[0-9]{{1,3}}(?:\.?[0-9]{{3}}){{1,3}}(?![0-9]))", lambda _: "uno a "),
    rule(rf"{START}([12]),([0-9]{{2}}){SPACE}?m(?!\w|['’/]\w)", _metres),
    priced("al|per|il", UNITS),
    counted(cardinal, gender_of, UNITS | CURRENCIES),
)
SUMS = (
    rule(rf"(?<=[€$£]){SPACE}?[-\u2013]{SPACE}?(?=[0-9., ]{{1,12}}{SPACE}?[€$£])", lambda _: " a "),
    english_sums(CURRENCIES, money),
    grouped_by_commas(bare),
    spaced_range("a", UNITS | CURRENCIES),
    thousands(bare, CURRENCIES),
    named_sums(called(CURRENCIES, ("€", "$", "£", "CHF")), money),
)
RULES: tuple[Rule, ...] = (
    *TIMES, *DATES, *ROMANS, *ORDINALS, scores(SPORT, "a", bare), *SUMS, *MEASURES, *WORDS,
)  # fmt: skip
