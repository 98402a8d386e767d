"""Portuguese as it is read in Brazil: how numbers, dates, sums and signs are read."""

import re
from dataclasses import replace
from functools import lru_cache

from num2words import num2words

from pipeline.normalize import iberian
from pipeline.normalize.counting import counted, half, half_of_unit, priced, thousands_of
from pipeline.normalize.language import Gender, Language
from pipeline.normalize.numbers import SPACE, START
from pipeline.normalize.portions import portions
from pipeline.normalize.pt_words import (
    ABBREVIATIONS,
    BEFORE_ROMAN,
    CURRENCIES,
    FEMININE,
    FINAL,
    FORMULAS,
    KINGS,
    MAGNITUDES,
    MASCULINE,
    MONTHS,
    NOT_COUNTED,
    QUEENS,
    ROMAN_NOUNS,
    SHORT_DAYS,
    SIGNS,
    SPELLED,
    UNITS,
)
from pipeline.normalize.romans import kings, numeral
from pipeline.normalize.rules import rule


@lru_cache(10_000)
def cardinal(number: int, gender: Gender) -> str:
    """As num2words has it, without commas; feminine below the millions: duas mil e duzentas."""
    spoken = str(num2words(number, lang="pt_BR")).replace(",", "")
    if gender != "f":
        return spoken
    millions, rest = (spoken.rpartition("lhões ") if "lhões " in spoken else spoken.rpartition("lhão "))[::2]
    mark = spoken[len(millions) : len(spoken) - len(rest)]
    return millions + mark + _feminine(rest)


def _feminine(spoken: str) -> str:
    spoken = re.sub(r"\b(?:um|dois)\b", lambda match: {"um": "uma", "dois": "duas"}[match[0]], spoken)
    return re.sub(r"(ent|zent|hent)os\b", r"\1as", spoken)


def ordinal(number: int, gender: Gender) -> str:
    spoken = str(num2words(number, lang="pt_BR", to="ordinal"))
    return re.sub(r"o\b", "a", spoken) if gender == "f" else spoken


def bare(number: int) -> str:
    return cardinal(number, "m")


def date(day: int, month: int, of_year: int | None) -> str:
    spoken = f"{'primeiro' if day == 1 else bare(day)} de {MONTHS[month - 1]}"
    return f"{spoken} de {bare(of_year)}" if of_year else spoken


def time(hour: int, minute: int, second: int | None) -> str:
    hours = cardinal(hour, "f")
    if second is not None:
        said = [f"{bare(minute)} minuto", f"{bare(second)} segundo"]
        minutes, seconds = (each + "s" * (n != 1) for each, n in zip(said, (minute, second), strict=True))
        return f"{hours} {'hora' if hour == 1 else 'horas'}, {minutes} e {seconds}"
    return f"{hours} e {bare(minute)}" if minute else f"{hours} {'hora' if hour == 1 else 'horas'}"


def _clock(match: re.Match[str]) -> str:
    """14h30, 9h, 8h05min."""
    return time(int(match["hour"]), int(match["minute"] or 0), None)


def _hour(match: re.Match[str]) -> str:
    return cardinal(int(match[0]), "f")


def fraction(above: int, below: int) -> str:
    named = {2: "meio", 3: "terço", 100: "centésimo"}
    plural = "" if above == 1 else "s"
    part = named.get(below) or (ordinal(below, "m") if below <= 10 else "")
    return f"{bare(above)} {part}{plural}" if part else f"{bare(above)} {bare(below)} avos"


def mixed(whole: int, above: int, below: int) -> str:
    return f"{bare(whole)} e {'meio' if above * 2 == below else fraction(above, below)}"


def gender_of(number: int, word: str) -> Gender | None:
    """Of a noun, by its ending; a word that is no plural is not counted by more than one."""
    one = word if number == 1 else word.removesuffix("s")
    if word in NOT_COUNTED or (number != 1 and one == word):
        return None
    if word in FEMININE or one in FEMININE:
        return "f"
    feminine = re.search("(?:a|[çs]ão|[çs]õe|dade|tude)$", one) and one not in MASCULINE
    return "f" if feminine else None


def _king(name: str, number: int) -> str:
    return bare(number) if number > 10 else ordinal(number, "f" if name in QUEENS else "m")


def _roman(value: int, gender: Gender, many: bool) -> str:
    """Before its noun: primeira, segundos."""
    return re.sub(r"([oa])\b", r"\1s", ordinal(value, gender)) if many else ordinal(value, gender)


def _between(match: re.Match[str]) -> str:
    """The sign between two numbers: of a sum, of a score, of lengths."""
    before, behind = match.string[max(match.start() - 12, 0) : match.start()], match.string[match.end() :][:12]
    measured = re.match(rf"[0-9.,]+{SPACE}?(?:[x×]|[cmk]?m\b|px\b|mmHg\b|pol|metro)", behind) or re.search(
        r"[x×] ?[0-9]+$", before
    )
    if re.match("[0-9.,]+ ?=", behind) or (match[0] == " × " and not measured):
        return " vezes "
    score = re.fullmatch(
        r"(?s:.*)(?<![0-9.,])(?<!foto )(?!4\|4)[0-9]{1,2}\|[0-9]{1,2}(?![0-9.,]*[0-9])(?s:.*)", f"{before}|{behind}"
    )
    return " a " if score and not measured else " por "


def _every(match: re.Match[str]) -> str:
    """6/6 h: every six hours."""
    before = "" if match.string.endswith("de ", 0, match.start()) else "de "
    hours = cardinal(int(match[1]), "f")
    return f"{before}{hours} em {hours} horas"


HOUR, MINUTE = "(?P<hour>[01]?[0-9]|2[0-4])", "(?P<minute>[0-5][0-9])"
AND_HALF: dict[Gender, str] = {"m": "e meio", "f": "e meia", "n": "e meio"}

BASE = Language(
    code="pt",
    decimal_mark=",",
    group_marks=". \u00a0\u202f",
    cardinal=cardinal,
    ordinal=ordinal,
    ordinal_pattern=(
        r"(?P<number>[0-9]{1,4})(?:\.?º|(?<![0-9]{2})°|(?<=\b[1-9])o|(?P<feminine>\.?ª|(?<=\b[1-9])a))(?! ?[CF]\b)"
    ),
    year=bare,
    date=date,
    date_order="dmy",
    date_link="de",
    months=MONTHS,
    month_names={name: n for n, month in enumerate(MONTHS, 1) for name in (month, month[:3])},
    time=time,
    time_suffix=r"(?:horas|hs?)\b",
    fraction=fraction,
    mixed=mixed,
    ratio="a",
    currencies=CURRENCIES,
    with_cents="{units} e {cents} {name}",
    magnitudes=MAGNITUDES,
    magnitude_of="de",
    thousand="mil",
    units=UNITS,
    abbreviations=ABBREVIATIONS,
    final=FINAL,
    signs=SIGNS,
    decimal_word="vírgula",
    decimals_together=3,
    minus="menos",
    to="a",
    spelled=SPELLED,
    power="elevado a",
    per="por",
    version_word="versão",
    roman_before=dict.fromkeys(BEFORE_ROMAN, "cardinal"),
    phones=(
        r"\(\+[0-9]{1,3}\) ?[0-9]{1,9}(?:[ .-][0-9]{1,9}){0,5}(?![\w-])",
        r"(?<![\w+.,-])\([0-9]{2}\) ?(?:9 ?)?[0-9]{4}[- ][0-9]{4}(?![\w-])",
        r"(?<![\w+.,-])[1-9][0-9] 9[0-9]{4}[- ][0-9]{4}(?![\w-])",
        r"(?<![\w+.,-])(?:9[0-9]{4}|[2-5][0-9]{3})-[0-9]{4}(?![\w-])",
        r"(?<![\w+.,-])(?:9[1236][0-9]|2[0-9]{2}|[78]0[0-9]) [0-9]{3} [0-9]{3}(?![\w-]| ?[€$%0-9])",
    ),
    formulas=FORMULAS,
)
SHARED = iberian.rules_of(
    BASE,
    words=iberian.Words(
        leading="dia|o dia|até|em|no|desde|a partir de|de|(?:segunda|terça|quarta|quinta|sexta|feira|sábado|domingo),?",
        days=SHORT_DAYS,
        roman_nouns=ROMAN_NOUNS,
        both="e",
        either="ou",
        stroke="barra",
        degrees="graus",
        minutes="minutos",
        inches="polegadas",
        numbered="tel|telefone|telemóvel|celular|whatsapp|ligue|ligue para|pin|código|nif|cpf|pedido|conta|protocolo",
    ),
    gender_of=gender_of,
    roman=_roman,
    and_half=AND_HALF,
)
OWN = (
    rule(rf"{START}{HOUR}{SPACE}?h(?:{SPACE}?(?P<minute>[0-5][0-9])(?:{SPACE}?(?:min|m)\b|(?!\w)))?(?!\w|/)", _clock),
    rule(r"\b(?i:à|da|às|das|as) (?:1|2|21|22)\b(?![:.,/%-]?\w| ?h)", lambda match: re.sub("[0-9]+", _hour, match[0])),
    rule(r"(?<=[0-9]) ?[x×] ?(?=[0-9])", _between),
    rule(
        rf"{START}([0-9]{{1,3}})[xX](?!\w|{SPACE}?[0-9])",
        lambda match: f"{cardinal(int(match[1]), 'f')} vezes",
    ),
    rule(r"R\$ ?(?=[0-9.,]{1,15} (?:mil |milhões de )?(?:reais|real)\b)", lambda _: ""),
    rule(rf"{START}24/7(?![\w/])", lambda _: "vinte e quatro por sete"),
    half_of_unit(lambda gender: "meia" if gender == "f" else "meio", UNITS),
    half(lambda gender: "meia" if gender == "f" else "meio", lambda _, word: gender_of(1, word) or "m"),
    thousands_of(cardinal, gender_of),
    portions(lambda above, below, noun: f"{fraction(above, below)} de {noun.one}", UNITS),
    priced("o|por|cada", UNITS),
    numeral(rf"\b(?P<s>[sS])éc\.{SPACE}?", r"(?![\w'’])", lambda match, value: f"{match['s']}éculo {bare(value)}"),
    kings(KINGS, _king),
    rule(rf"\b(?i:km)\.?{SPACE}(?=[0-9])", lambda _: "quilômetro "),
    rule(rf"{START}([0-9]{{1,2}})\.?[º°](?=[ABDEGHIJ]\b)", lambda match: f"{ordinal(int(match[1]), 'm')} "),
    rule(r"\b[nN]\.?[º°](?=[0-9])|\bNo\.(?= [0-9])", lambda _: "número"),
    rule(rf"{START}([0-9]{{1,2}})/\1{SPACE}?h(?:oras|s)?\b", _every),
    rule(rf"(?<![0-9]{SPACE})(?<![\w.])min\.?{SPACE}(?=[0-9]{{1,3}}\b)", lambda _: "minuto "),
    rule(r"(?<![\w~])~(?=[0-9])", lambda _: "cerca de "),
)
LANGUAGE = replace(BASE, rules=(*OWN, *SHARED, counted(cardinal, gender_of, UNITS | CURRENCIES)))
