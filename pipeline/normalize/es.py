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
    king,
    mixed,
    ordinal,
    time,
)
from pipeline.normalize.es_times import TIMES
from pipeline.normalize.es_words import (
    ABBREVIATIONS,
    BEFORE_ROMAN,
    BOOKS,
    CURRENCIES,
    FINAL,
    KINGS,
    LETTERS,
    MAGNITUDES,
    MONTHS,
    ROMAN_NOUNS,
    SHORT_DAYS,
    SIGNS,
    SPELLED,
    UNITS,
)
from pipeline.normalize.iberian_books import UNENDING
from pipeline.normalize.language import Gender, Language, Noun
from pipeline.normalize.numbers import SPACE, START, Numbers
from pipeline.normalize.portions import portions
from pipeline.normalize.romans import kings, numeral
from pipeline.normalize.rules import rule


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


SAINTS = "Juan|Pedro|Pablo|José|Antonio|Francisco|Martín|Miguel|Sebastián|Andrés|Agustín|Isidro|Ignacio|Lorenzo"
WEEKDAYS = r"(?:lun|mar|mi[ée]|jue|vie|s[áa]b|dom)\.?,?|(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo),?"
METRES = {"1": "un metro", "2": "dos metros"}
NAMED_MONEY = "(?:pesos|dólares|soles|colones|[A-Z]{2}[DNSPO])"
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
        r"(?P<number>[0-9]{1,4})(?:\.?º|(?<![0-9]{2})°|ro|do|to|mo|vo|no|(?<=\b[1-9])(?<!-[1-9])o"
        r"|(?P<feminine>\.?ª|ra|da|ta|ma|va|na|(?<=\b[1-9])(?<!-[1-9])a))(?! ?[CF]\b)"
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
    unending=rf"\bS\. (?:{SAINTS})\b|\b(?:[pnNc]|ca)\. [0-9]|{UNENDING}",
    to="a",
    ranged=lambda low, high, before: f"{low} {'y' if before.endswith('entre ') else 'a'} {high}",
    spelled=SPELLED,
    power="elevado a",
    per="por",
    version_word="versión",
    roman_before=dict.fromkeys(BEFORE_ROMAN, "cardinal"),
    phones=(
        r"\(\+[0-9]{1,3}\) ?[0-9]{1,9}(?:[ .-][0-9]{1,9}){0,5}(?![\w-])",
        r"(?<![\w+.,-])[6-9][0-9]{2}(?:(?:[ -][0-9]{3}){2}|(?:[ .-][0-9]{2}){3})(?![\w-]| ?[€$%0-9])",
        r"(?<![\w+.,-])9[0-9][ .-][0-9]{3}[ .-][0-9]{2}[ .-][0-9]{2}(?![\w-])",
        r"(?<![\w+.,-])\([0-9]{2,3}\) ?[0-9]{3,5}[ -][0-9]{4}(?![\w-])",
        r"(?<![\w+.,-])(?:[0-9]{2} [0-9]{4}|[0-9]{3} [0-9]{3})[ -][0-9]{4}(?![\w-])",
        r"(?<![\w+.,-])(?!20[0-9]{2}-20|[0-9]{2}00-|[0-9]{3}0-[0-9]{3}0)[2-9][0-9]{3}-[0-9]{4}(?![\w-])",
    ),
    letters=LETTERS,
)
SHARED = iberian.rules_of(
    BASE,
    words=iberian.Words(
        leading=f"el|día|del|al|hasta el|este|pasado|{WEEKDAYS}",
        days=SHORT_DAYS,
        roman_nouns=ROMAN_NOUNS,
        both="y",
        either="o",
        stroke="barra",
        degrees="grados",
        minutes="minutos",
        inches="pulgadas",
        numbered="tel|telf|tel[eé]f|tel[eé]fono|tfno|tlf|fax|móvil|celular|whatsapp|llam[ae]r?|marque|marca|isbn|pin|código"
        "|referencia|nif|pedido|cuenta",
        number="número",
        between=("menos de", "más de"),
        books=BOOKS,
        of="de ",
        over=(
            ("sobre", "tensión|presión|ta|pa"),
            (
                "sobre",
                "nota|puntuación|calificación|valoración|dolor|do[yi]|dio|dieron|saqu?[ée]|sacó|merece|pongo|puso|un",
            ),
        ),
        places="apto|apt|dpto|depto|pta|piso|planta|puerta|grupo|clase|aula|sala|portal|bloque|asiento|fila|curso|escalera|número|letra",
    ),
    gender_of=gender_of,
    roman=before_noun,
    and_half=AND_HALF,
)
OWN = (
    *TIMES,
    rule(r"\b([0-9]{1,3})\.?er\b(?:\.(?= [a-z]))?", _apocopated),
    rule(rf"{START}([0-9]?[13])\.?[º°o](?={SPACE}(?:{BEHIND_FIRST})\b)", _apocopated),
    rule(
        rf"\$ ?(?=[0-9.,]{{1,15}}{SPACE}(?:mil{SPACE}|millones de )?{NAMED_MONEY}\b)",
        lambda _: "",
    ),
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
    numeral(rf"\b(?:s\.{SPACE}?|S\.{SPACE}(?=[XVI]))", r"(?![\w'’])", lambda _, value: f"siglo {bare(value)}"),
    numeral(rf"\bss\.{SPACE}?", r"(?![\w'’])", lambda _, value: f"siglos {bare(value)}"),
    kings(KINGS, king),
    rule(rf"\bS\.{SPACE}(?=(?:{SAINTS})\b)", lambda _: "san "),
    rule(
        r"(?<=\b[aeAE]l )([0-9]{1,3})(?:\+([0-9]{1,2}))?['\u2032](?!\w)",
        lambda match: f"minuto {bare(int(match[1]))}" + (f" más {bare(int(match[2]))}" if match[2] else ""),
    ),
    rule(rf"\b(?i:km)\.?{SPACE}(?=[0-9])", lambda _: "kilómetro "),
    rule(rf"{START}([0-9]{{1,2}})\.?[º°](?=[ABDEGHIJ]\b)", lambda match: f"{ordinal(int(match[1]), 'm')} "),
    rule(r"\b[nN]\.?[º°](?=[0-9])|\bNo\.(?= [0-9])", lambda _: "número"),
    rule(rf"{START}24/7(?![\w/])", lambda _: "veinticuatro siete"),
    rule(r"(?<=[0-9](?:da|ra|ta|va|ma|na|do|ro|to|vo|mo|no))\.(?= [a-zà-ÿ])", lambda _: ""),
    rule(r"\bca?\. ?(?=[1-9][0-9]{2,3}\b)", lambda _: "hacia "),
    rule(
        r"(?<=[0-9a-z] )# ?([0-9]{1,3})(?P<letter>[A-Z]?)[ -]+(?=[0-9]{1,3}\b)",
        lambda match: f"número {bare(int(match[1]))} {match['letter']}".strip() + ", ",
    ),
    rule(rf"{START}([12])m([0-9]{{2}})(?!\w)", lambda match: f"{METRES[match[1]]} {bare(int(match[2]))}"),
    rule(r"\b[nN]\. ?(?=[0-9])", lambda _: "número "),
    rule(r"\bp\. ?(?=[0-9])", lambda _: "página "),
    rule(r"\bc/ ?(?=[A-ZÁÉÍÓÚÑ]|de\b|del\b)", lambda _: "calle "),
    rule(rf"(?<=[0-9]{SPACE})mi(?=[.,;:)/]|$)", lambda _: "millas"),
    rule(r"\bc/ ?(?=[0-9])", lambda _: "cada "),
    rule(rf"(?<![0-9]{SPACE})(?<![\w.])min\.?{SPACE}(?=[0-9]{{1,3}}\b)", lambda _: "minuto "),
    rule(r"(?<![\w~])~(?=[0-9])", lambda _: "unos "),
)
LANGUAGE = replace(BASE, rules=(*OWN, *SHARED, counted(cardinal, gender_of, UNITS | CURRENCIES)))
