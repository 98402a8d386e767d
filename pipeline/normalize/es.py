"""Spanish: how numbers, dates, sums and signs are read."""

import re
from dataclasses import replace

from pipeline.normalize import iberian
from pipeline.normalize.counting import counted, half, half_of_unit, priced, thousands_of
from pipeline.normalize.es_numbers import (
    bare,
    before_noun,
    cardinal,
    date,
    fraction,
    gender_of,
    hour,
    king,
    mixed,
    ordinal,
    time,
)
from pipeline.normalize.es_words import (
    ABBREVIATIONS,
    BEFORE_ROMAN,
    CURRENCIES,
    FINAL,
    FORMULAS,
    KINGS,
    MAGNITUDES,
    MONTHS,
    ROMAN_NOUNS,
    SHORT_DAYS,
    SIGNS,
    SPELLED,
    UNITS,
)
from pipeline.normalize.iberian_dates import led
from pipeline.normalize.language import Gender, Language, Noun
from pipeline.normalize.numbers import SPACE, START, Numbers
from pipeline.normalize.portions import portions
from pipeline.normalize.romans import kings, numeral
from pipeline.normalize.rules import rule


def _clock(match: re.Match[str]) -> str:
    return time(int(match["hour"]), int(match["minute"]), None)


def _clock_behind_las(match: re.Match[str]) -> str | None:
    """A las 20.30."""
    return _clock(match) if led(match, "las?") else None


def _hours(match: re.Match[str]) -> str:
    """14h30 is a time, 2h30 by itself a while."""
    hour, minute = int(match["hour"]), int(match["minute"])
    if hour > 12 or led(match, "las?|de|desde|hasta|a|y"):
        return _clock(match)
    return f"{cardinal(hour, 'f')} {'hora' if hour == 1 else 'horas'} y {bare(minute)} minutos"


def _half_day(match: re.Match[str]) -> str:
    """5 p. m., 10 am."""
    half = "a" if match["half"] in "aA" else "pe"
    return f"{cardinal(int(match['hour']), 'f')} {half} eme"


def _apocopated(match: re.Match[str]) -> str:
    """1.er piso."""
    return before_noun(int(match[1]), "m", many=False)


def _parts(match: re.Match[str]) -> str:
    """3/4 partes: tres cuartas."""
    below = int(match["below"])
    name = {2: "media", 3: "tercera"}.get(below) or ordinal(below, "f")
    return f"{cardinal(int(match['number']), 'f')} {name}{'' if match['number'] == '1' else 's'}"


def _grouped(match: re.Match[str]) -> str | None:
    """1,234,567 and 1,500 personas as in Mexico."""
    number, word = int(match["number"].replace(",", "")), match["word"]
    gender = gender_of(number, word.lower()) if word else None
    if gender is None and match["number"].count(",") < 2:
        return None
    return cardinal(number, gender) if gender else bare(number)


HOUR, MINUTE = "(?P<hour>[01]?[0-9]|2[0-4])", "(?P<minute>[0-5][0-9])"
BEHIND_FIRST = (
    "piso puesto lugar trimestre cuatrimestre semestre grado curso año día aniversario ciclo equipo premio tiempo"
    " párrafo apartado punto nivel intento gol set asalto período acto tomo volumen ministro domingo lunes"
    " martes miércoles jueves viernes sábado mes partido cuarto bloque paso hijo".replace(" ", "|")
)
AND_HALF: dict[Gender, str] = {"m": "y medio", "f": "y media", "n": "y medio"}

HECTARE = Noun(one="hectárea", many="hectáreas", gender="f")

BASE = Language(
    code="es",
    decimal_mark=",",
    group_marks=". \u00a0\u202f",
    cardinal=cardinal,
    bare=bare,
    ordinal=ordinal,
    ordinal_pattern=(
        r"(?P<number>[0-9]{1,4})(?:\.?º|(?<![0-9]{2})°|ro|do|to|mo|vo|no|(?<=\b[1-9])o"
        r"|(?P<feminine>\.?ª|ra|da|ta|ma|va|na|(?<=\b[1-9])a))(?! ?[CF]\b)"
    ),
    year=bare,
    date=date,
    date_order="dmy",
    date_link="del?",
    months=MONTHS,
    month_names={name: n for n, month in enumerate(MONTHS, 1) for name in (month, month[:3])}
    | {"setiembre": 9, "sept": 9},
    time=time,
    time_suffix=r"(?:horas|hrs?|hs?)\b",
    fraction=fraction,
    mixed=mixed,
    ratio="a",
    currencies=CURRENCIES,
    with_cents="{units} con {cents} {name}",
    magnitudes=MAGNITUDES,
    magnitude_of="de",
    thousand="mil",
    units=UNITS,
    abbreviations=ABBREVIATIONS,
    final=FINAL,
    signs=SIGNS,
    decimal_word="coma",
    decimals_together=3,
    minus="menos",
    to="a",
    spelled=SPELLED,
    power="elevado a",
    per="por",
    version_word="versión",
    roman_before=dict.fromkeys(BEFORE_ROMAN, "cardinal"),
    phones=(
        r"\(\+[0-9]{1,3}\) ?[0-9]{1,9}(?:[ .-][0-9]{1,9}){0,5}(?![\w-])",
        r"(?<![\w+.,-])[6-9][0-9]{2}(?:(?:[ -][0-9]{3}){2}|(?:[ -][0-9]{2}){3})(?![\w-]| ?[€$%0-9])",
        r"(?<![\w+.,-])9[0-9] [0-9]{3} [0-9]{2} [0-9]{2}(?![\w-])",
        r"(?<![\w+.,-])[0-9]{2} [0-9]{4} [0-9]{4}(?![\w-])",
    ),
    formulas=FORMULAS,
)
SHARED = iberian.rules_of(
    BASE,
    words=iberian.Words(
        leading="el|día|del|al|hasta el|este|pasado|(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo),?",
        days=SHORT_DAYS,
        roman_nouns=ROMAN_NOUNS,
        both="y",
        either="o",
        stroke="barra",
        degrees="grados",
        minutes="minutos",
        inches="pulgadas",
        numbered="tel|teléfono|móvil|whatsapp|llam[ae] al|pin|código|referencia|nif|pedido|cuenta",
    ),
    gender_of=gender_of,
    roman=before_noun,
    and_half=AND_HALF,
)
OWN = (
    rule(r"\b([0-9]{1,3})\.?er\b(?:\.(?= [a-z]))?", _apocopated),
    rule(rf"{START}([0-9]?[13])\.?[º°o](?={SPACE}(?:{BEHIND_FIRST})\b)", _apocopated),
    rule(r"\blas? (?:1|21)\b(?![:.,/%-]?\w| ?h)", lambda match: re.sub("[0-9]+", hour, match[0])),
    rule(rf"{START}{HOUR}\.{MINUTE}{SPACE}?(?:horas|hrs?|h)\b", _clock),
    rule(rf"{START}{HOUR}\.{MINUTE}(?![0-9]|[.,][0-9]|{SPACE}?[€%])", _clock_behind_las),
    rule(rf"{START}{HOUR}{SPACE}?h{SPACE}?{MINUTE}(?:{SPACE}?(?:min|m|h))?(?![\w'\u2032])", _hours),
    rule(rf"{START}{HOUR}{SPACE}?(?P<half>[aApP])(?:[mM]\b|\.{SPACE}?m\.)", _half_day),
    rule(rf"(?<=[0-9]){SPACE}?([aApP])[mM]\b", lambda match: " a eme" if match[1] in "aA" else " pe eme"),
    rule(rf"\$ ?(?=[0-9.,]{{1,15}}{SPACE}(?:mil{SPACE}|millones de )?(?:pesos|dólares|soles|colones)\b)", lambda _: ""),
    rule(
        rf"{START}(?P<number>[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,3}})(?![0-9]|[.,][0-9])(?=(?:{SPACE}(?P<word>[^\W\d_]{{3,40}}))?)",
        _grouped,
    ),
    rule(rf"{START}(?P<number>[0-9]{{1,2}})/(?P<below>[2-9]|10)(?={SPACE}partes\b)", _parts),
    half_of_unit(lambda gender: "media" if gender == "f" else "medio", UNITS),
    half(lambda gender: "media" if gender == "f" else "medio", gender_of),
    thousands_of(cardinal, gender_of),
    portions(lambda above, below, noun: f"{fraction(above, below)} de {noun.one}", UNITS),
    priced("el|por|cada", UNITS),
    rule(
        rf"{Numbers(BASE).amount}{SPACE}?ha(?!\w|{SPACE}(?:no{SPACE})?\w{{1,20}}(?:[aií]do|cho|sto|rto|lto)\b)",
        lambda match: Numbers(BASE).count(match, HECTARE),
    ),
    numeral(rf"\bs\.{SPACE}?", r"(?![\w'’])", lambda _, value: f"siglo {bare(value)}"),
    numeral(rf"\bss\.{SPACE}?", r"(?![\w'’])", lambda _, value: f"siglos {bare(value)}"),
    kings(KINGS, king),
    rule(rf"\b(?i:km)\.?{SPACE}(?=[0-9])", lambda _: "kilómetro "),
    rule(rf"{START}([0-9]{{1,2}})\.?[º°](?=[ABDEGHIJ]\b)", lambda match: f"{ordinal(int(match[1]), 'm')} "),
    rule(r"\b[nN]\.?[º°](?=[0-9])|\bNo\.(?= [0-9])", lambda _: "número"),
    rule(rf"{START}24/7(?![\w/])", lambda _: "veinticuatro siete"),
    rule(r"\bc/ ?(?=[0-9])", lambda _: "cada "),
    rule(rf"(?<![0-9]{SPACE})(?<![\w.])min\.?{SPACE}(?=[0-9]{{1,3}}\b)", lambda _: "minuto "),
    rule(r"(?<![\w~])~(?=[0-9])", lambda _: "unos "),
)
LANGUAGE = replace(BASE, rules=(*OWN, *SHARED, counted(cardinal, gender_of, UNITS | CURRENCIES)))
