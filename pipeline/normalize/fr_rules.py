"""French: what only this language writes."""

import re

from pipeline.normalize.counting import counted, half, priced
from pipeline.normalize.equations import compass, grouped_by_commas, spaced_range
from pipeline.normalize.fr_inclusive import INCLUSIVE
from pipeline.normalize.fr_numbers import (
    bare,
    cardinal,
    fraction,
    gender_of,
    mixed_portion,
    money,
    ordinal,
    phone_group,
    portion,
    postal_code,
)
from pipeline.normalize.fr_signs import PRESSURE, WORDS
from pipeline.normalize.fr_times import DATES, TIMES
from pipeline.normalize.fr_words import CURRENCIES, KINGS, MEASURED, SPORT, UNITS
from pipeline.normalize.measures import inches
from pipeline.normalize.numbers import SPACE, START
from pipeline.normalize.portions import by_name, either, mixed_portions, of_units, portions
from pipeline.normalize.romans import kings, numeral, numerals_alone
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.scores import scores
from pipeline.normalize.sums import called, english_sums, named_sums, thousands

STREET = (
    rf"(?:(?:rue|avenue|allée|impasse|route|chaussée|villa|montée|ruelle|cité){SPACE}(?:[A-ZÉÈ]|d[eu]s?\b|d['’]|l)"
    rf"|place{SPACE}(?:[A-ZÉÈ]|du\b|de{SPACE}(?:la\b|l['’])))"
)
PER: dict[str, str] = {
    "min": "minute",
    "j": "jour",
    "h": "heure",
    "sem.": "semaine",
    "pers.": "personne",
    "km": "kilomètre",
}
SIDE = rf"[0-9]{{1,4}}(?:,[0-9]{{1,2}})?{SPACE}?"
OF = rf"(?!{SPACE}(?:d[eu]s?(?!\w)|d['’]))"
"""No fraction of something: les 3/10 des Français."""


def _mark(match: re.Match[str]) -> str | None:
    """14,5/20, 8/10: a mark, where it is no fraction of something."""
    whole, decimals, below = int(match["whole"]), match["decimals"], int(match["below"])
    if not decimals and whole != below and (whole in {0, 1} or whole > below or below == 5):
        return None
    said = bare(whole) + (f" virgule {bare(int(decimals))}" if decimals else "")
    return f"{said} sur {bare(below)}"


def _metres(match: re.Match[str]) -> str:
    """1,85 m, 1m85: un mètre quatre-vingt-cinq."""
    metres, part = "un mètre" if match[1] == "1" else "deux mètres", match[2] or match[3]
    return metres if part == "00" else f"{metres} {bare(int(part))}"


def _part(match: re.Match[str]) -> str:
    """Un 1/4, en 1/8 de finale: without the one that stands before it or is not said."""
    return fraction(1, int(match["below"])).removeprefix("un ")


def _and_half(match: re.Match[str]) -> str:
    """1 heure et 1/2."""
    word = re.search(r"\w*\Z", match.string[max(match.start() - 30, 0) : match.start()])
    feminine = word is not None and gender_of(1, word[0].removesuffix("s"))
    return f" et {'demie' if feminine else 'demi'}"


def _improper(match: re.Match[str]) -> str | None:
    """16/9, 4/3; behind words for blood pressure it is something else."""
    above, below = int(match[1]), int(match[2])
    if below == 2 and not above % 2:
        return None
    pressure = PRESSURE.search(match.string[max(match.start() - 40, 0) : match.start()])
    return fraction(above, below) if above > below and not pressure else None


def _unit_alone(match: re.Match[str]) -> str:
    """En km/h, au m²."""
    noun = UNITS[match["unit"]]
    return f"{match['before']}{noun.one}" if match["before"] else noun.many


def _king(_: str, number: int) -> str:
    return "premier" if number == 1 else bare(number)


def _roman_ordinal(match: re.Match[str], value: int) -> str:
    plural = "s" if match[0].endswith("s") else ""
    if match["end"].startswith("nd"):
        return match["end"].replace("nd", "second") + plural
    return ordinal(value, "m") + plural


def _ordinal(match: re.Match[str]) -> str:
    """2nd, 2nde, 1ers, 3es: the seconds, and those with a plural."""
    end, plural = match["end"].removesuffix("s"), "s" if match["end"].endswith("s") else ""
    spoken = (
        end.replace("nd", "second")
        if end[0] == "n"
        else ordinal(int(match["number"]), "f" if end.endswith("re") else "m")
    )
    return spoken + plural


def _million(match: re.Match[str]) -> str:
    one = re.search(r"(?<![0-9.,])[01](?:,[0-9]{1,3})?\Z", match.string[max(match.start() - 6, 0) : match.start()])
    return " million" if one else " millions"


def _pairs(match: re.Match[str]) -> str:
    """0612345678: as it is written with spaces."""
    return ", ".join(phone_group(pair) for pair in re.findall("[0-9]{2}", match[0]))


def _abroad(match: re.Match[str]) -> str:
    """+33612345678: the country, one digit, pairs."""
    own = re.sub("[^0-9]", "", match[0].replace("(0)", ""))[-9:]
    plus = "plus" if match[0][0] == "+" else "zéro zéro"
    zero = ", zéro" if "(0)" in match[0] else ""
    pairs = ", ".join(phone_group(own[n : n + 2]) for n in range(1, 9, 2))
    return f"{plus} trente-trois{zero}, {bare(int(own[0]))}, {pairs}"


ROMANS = (
    numeral(r"\b(?<![a-df-z]-)(?=[IVX]{1,7}(?:i?[eèᵉ]|nd))", r"(?P<end>i?[eè]me|e|ᵉ|nde?)s?\b", _roman_ordinal),
    rule(r"\bIers?\b", lambda match: "premiers" if match[0].endswith("s") else "premier"),
    rule(r"\bI(?:re|ère)s?\b", lambda match: "premières" if match[0].endswith("s") else "première"),
    rule(rf"(?:(?<=[IVX0-9]e)|(?<=\b1er)|(?<=\bIer)){SPACE}s\.(?!\w)", lambda _: " siècle"),
    rule(r"(?<=[IVX]e)[-\u2013](?=[IVX]{1,7}e)", lambda _: " "),
    kings(KINGS, _king),
    numeral(
        rf"(?:(?<=[IVX]{SPACE}et{SPACE})|(?<=\bchapitres{SPACE})|(?<=[a-z]{{2}}\.{SPACE})(?=[IVX]{{2}}|[VX]\b))",
        r"(?![\w'’.])",
        lambda _, value: bare(value),
    ),
    numeral(rf"(?<=[^\W\d_]{SPACE})(?=[IVX]{{2}})", r"(?![\w'’])", lambda _, value: bare(value)),
    *numerals_alone(bare),
)
MEASURES = (
    rule(r"(?:(?<=\b[uU]n )|(?<=\b[uU]ne ))(?:1/2|½)(?![\w/]|[.,][0-9])", lambda _: "demi"),
    mixed_portions(mixed_portion, UNITS | by_name(MEASURED)),
    either("ou", "jours|heures|fois|semaines|mois|ans|personnes|minutes", bare),
    portions(portion, UNITS | by_name(MEASURED)),
    rule(
        rf"{START}(?P<above>[1-9][0-9]?)/(?P<below>[1-9][0-9]{{0,2}})(?:i?[eè]me|e)s?(?!\w)(?!{SPACE}(?:de{SPACE})?finale)",
        lambda match: fraction(int(match["above"]), int(match["below"])),
    ),
    rule(rf"{START}([1-9][0-9]?)/([2-9])(?![\w/]|[.,][0-9])", _improper),
    of_units("millions?|milliards?|milliers|centaines|dizaines", "de", UNITS),
    rule(
        rf"(?<=[0-9]/)(?P<low>[0-9]{{1,3}}){SPACE}?mmHg\b",
        lambda match: f"{bare(int(match['low']))} {UNITS['mmHg'].many}",
    ),
    rule(rf"(?<=[0-9]){SPACE}p\.(?!\w)", lambda _: " pages"),
    rule(rf"(?<=[a-zé]){SPACE}et{SPACE}?(?:1/2|½)(?![\w/])", _and_half),
    rule(rf"{START}(?P<house>[1-9][0-9]{{0,3}})(?={SPACE}{STREET})", lambda match: bare(int(match["house"]))),
    rule(
        rf"(?<=[0-9])(?<!\b1){SPACE}([AJN])(?=\s*(?:\Z|[.,;:)]))",
        lambda match: {"A": " ampères", "J": " joules", "N": " newtons"}[match[1]],
    ),
    rule(r"(?<=[0-9])x(?=\s*(?:\Z|[.,;:!?)]))(?<![=+*/-] [0-9]x)", lambda _: " fois"),
    half(lambda gender: "une demi" if gender == "f" else "un demi", gender_of),
    rule(
        rf"{START}(?P<whole>[0-9]{{1,3}})(?:,(?P<decimals>[0-9]))?/(?P<below>5|10|20|100)(?![\w/]|[.,][0-9]){OF}", _mark
    ),
    rule(
        r"(?<=[^\W_])/(min|jour|j|semaine|sem\.|mois|an|année|heure|h|personne|pers\.|habitant|km)(?!\w)",
        lambda match: f" par {PER.get(match[1], match[1])}",
    ),
    rule(
        rf"(?<=[0-9]){SPACE}?[x×]{SPACE}?(?=(?:{SIDE}[x×]{SPACE}?)?(?:{SIDE}(?:mm|cm|px)|[0-9]{{1,2}}(?:,[0-9]{{1,2}})?{SPACE}?m)\b(?!{SPACE}?=))",
        lambda _: " sur ",
    ),
    rule(
        rf"(?<=[0-9][mc ]m){SPACE}?[x×]{SPACE}?(?=[0-9])|(?<=[0-9] cm){SPACE}?[x×]{SPACE}?(?=[0-9])", lambda _: " sur "
    ),
    rule(r"(?<=\bmois)/(?=[0-9])|(?<=\bjours)/(?=[0-9])", lambda _: " sur "),
    rule(r"(?<=[0-9]{3}) ?[x×] ?(?=[0-9]{3,4}(?![0-9]))", lambda _: " par "),
    inches("pouces"),
    rule(rf"(?<=[0-9])(?:[\u00a0\u202f ])K(?!\w|{SPACE}?[€$£])", lambda _: " kelvins"),
    rule(r"(?<![\w./])[x×](?=[0-9]{1,4}(?!\w|[x×]))", lambda _: "fois "),
    rule(
        r"(?P<before>\b(?:au|le|du|un|par|chaque) )?(?<![\w/])"
        r"(?P<unit>km/h|m/s|km²|m²|m³|kWh|MWh|GWh|GHz|MHz|°C|°F)(?![\w/²³])",
        _unit_alone,
    ),
    rule(
        rf"{START}([1-9][0-9]?){SPACE}?[x×](?={SPACE}(?:par|plus|moins|sans)\b|/)",
        lambda match: f"{bare(int(match[1]))} fois",
    ),
    rule(rf"{START}1:(?=[0-9]{{1,3}}(?:[ .\u00a0\u202f]?[0-9]{{3}}){{1,3}}(?![0-9]))", lambda _: "un à "),
    rule(rf"{START}([12])(?:,([0-9]{{2}}){SPACE}?m|m([0-9]{{2}}))(?!\w|['’/]\w)", _metres),
    rule(
        r"(?:(?<=\b[uU]n )|(?<=\b[eE]n )|(?<=\b[lL]e )|(?<=\b[dD]u ))"
        r"1/(?P<below>[348]|16)(?:e|ème)?(?![\w/]|[.,][0-9])",
        _part,
    ),
    rule(rf"{START}1/(?P<below>[48]|16|32)(?:e|ème)?s?(?={SPACE}(?:de{SPACE})?finale)", _part),
    rule(rf"{START}1/2{SPACE}finale", lambda _: "demi-finale"),
    compass({"N": "nord", "S": "sud", "E": "est", "O": "ouest", "W": "ouest"}),
    priced("le|la|par", UNITS),
    counted(cardinal, gender_of, UNITS | CURRENCIES),
)
SUMS = (
    thousands(bare, CURRENCIES),
    rule(
        rf"{START}(?P<units>[0-9]{{1,6}}){SPACE}?€{SPACE}?(?P<cents>[0-9]{{2}})(?!\w|[.,][0-9])",
        lambda match: money(int(match["units"]), int(match["cents"]), CURRENCIES["€"]),
    ),
    named_sums(called(CURRENCIES, ("€", "$", "£", "CHF")), money),
    rule(rf"(?<=[0-9]){SPACE}?M(?={SPACE}d(?:e |['’]))", _million),
    rule(rf"(?<=[€$£]){SPACE}?[-\u2013]{SPACE}?(?=[0-9., ]{{1,12}}{SPACE}?[€$£])", lambda _: " à "),
    english_sums(CURRENCIES, money),
    grouped_by_commas(bare),
    spaced_range("à", UNITS | CURRENCIES),
)
FRENCH_NUMBER = r"(?:\+|\b00)33[ .-]?(?:\(0\)[ .-]?)?[1-9](?:[ .-]?[0-9]{2}){4}(?![\w-])"
ADDRESSES = (
    rule(rf"(?<![\w+]){FRENCH_NUMBER}", _abroad),
    rule(r"(?<![\w.,+-])0[1-9][0-9]{8}(?![\w-]|[.,][0-9])", _pairs),
    rule(rf"(?<![\w.,+-])0[1-9][0-9]{{3}}(?={SPACE}[A-ZÉÈÎ][^\W\d_])", lambda match: postal_code(match[0])),
    rule(rf"\bS(?:ain)?t(e?)[-.]{SPACE}?(?=[A-ZÉÈÎ])", lambda match: f"Saint{match[1]}-"),
    rule(rf"\bSt(e?)(?={SPACE}[A-ZÉÈÎ])", lambda match: f"saint{match[1]}"),
)
RULES: tuple[Rule, ...] = (
    *DATES, *TIMES, *INCLUSIVE, *ROMANS, scores(SPORT, "à", bare),
    rule(rf"{START}(?P<number>[0-9]{{1,4}})(?P<end>nde?s?|ers|[eè]?res|(?:i?[eè]m)?es|è)(?!\w)", _ordinal),
    *SUMS, *MEASURES, *ADDRESSES, *WORDS,
)  # fmt: skip
