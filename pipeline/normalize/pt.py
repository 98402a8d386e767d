"""Portuguese as it is read in Brazil: how numbers, dates, sums and signs are read."""

import re
from dataclasses import replace

from pipeline.normalize import iberian
from pipeline.normalize.counting import counted, half, half_of_unit, priced, thousands_of
from pipeline.normalize.iberian_books import UNENDING
from pipeline.normalize.iberian_dates import led
from pipeline.normalize.language import Gender, Language
from pipeline.normalize.numbers import SPACE, START
from pipeline.normalize.portions import portions
from pipeline.normalize.pt_numbers import (
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
from pipeline.normalize.pt_words import (
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
from pipeline.normalize.romans import kings, numeral
from pipeline.normalize.rules import rule


def _half_day(match: re.Match[str]) -> str:
    """3 p.m., 8:30 PM: by the hour before it, which another rule reads."""
    before = re.search(r"([0-9]{1,2})(?::[0-9]{2})?\Z", match.string[max(match.start() - 5, 0) : match.start()])
    hours = int(before[1]) if before else 0
    return " da manhã" if match["half"] in "aA" else " da noite" if 7 <= hours < 12 else " da tarde"


def _clock(match: re.Match[str]) -> str:
    """14h30 and 9h are times, 2h30 by itself and 1 h 5 min a while."""
    hours, minutes = int(match["hour"]), int(match["minute"] or 0)
    if not minutes or hours > 12 or led(match, "às?|as|das?|até|desde|são|é|era|eram|[-–]"):
        return time(hours, minutes, None)
    return f"{cardinal(hours, 'f')} hora{'s' * (hours != 1)} e {bare(minutes)} minuto{'s' * (minutes != 1)}"


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


DAYS = ("segunda", "terça", "quarta", "quinta", "sexta")
HOUR, MINUTE = "(?P<hour>[01]?[0-9]|2[0-4])", "(?P<minute>[0-5][0-9])"
SECONDS = rf"\.?,?{SPACE}?(?:e )?[0-9]{{1,2}}{SPACE}?s"
WEEKDAYS = r"(?:seg|ter(?=[.,])|qua|qui|sex|sáb|dom)\.?,?|(?:segunda|terça|quarta|quinta|sexta|feira|sábado|domingo),?"
METRES = {"1": "um metro", "2": "dois metros"}
LADIES = "Inês|Isabel|Beatriz|Carmem|Carmen|Raquel|Leonor|Ester|Lurdes|Lourdes|Alice|Irene|Rute|Ruth|Matilde|Dulce|Nair"
SAINTS = "Paulo|João|Pedro|José|Bento|Jorge|Sebastião|Francisco|Miguel|Luís|Lourenço|Vicente|Bernardo|Mateus|Lucas"
LONE_MINUTE = f"(?P<minute>[0-5][0-9]|[1-9](?={SPACE}?m))"
AND_HALF: dict[Gender, str] = {"m": "e meio", "f": "e meia", "n": "e meio"}

BASE = Language(
    code="pt",
    decimal_mark=",",
    group_marks=". \u00a0\u202f",
    cardinal=cardinal,
    ordinal=ordinal,
    ordinal_pattern=(
        r"(?P<number>[0-9]{1,4})(?:\.?º|(?<![0-9]{2})°|(?<=\b[1-9])(?<!-[1-9])o"
        r"|(?P<feminine>\.?ª|(?<=\b[1-9])(?<!-[1-9])a))(?! ?[CF]\b)"
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
    unending=rf"\bS\. (?:{SAINTS})\b|\b(?:[nNc]|ca)\. [0-9]|{UNENDING}",
    to="a",
    ranged=lambda low, high, before: f"{low} {'e' if before.endswith('entre ') else 'a'} {high}",
    spelled=SPELLED,
    power="elevado a",
    per="por",
    version_word="versão",
    roman_before=dict.fromkeys(BEFORE_ROMAN, "cardinal"),
    phones=(
        r"\(\+[0-9]{1,3}\) ?[0-9]{1,9}(?:[ .-][0-9]{1,9}){0,5}(?![\w-])",
        r"(?<![\w+.,-])\([0-9]{2}\) ?(?:9 ?)?[0-9]{4}[- ][0-9]{4}(?![\w-])",
        r"(?<![\w+.,-])[1-9][0-9] (?:9[0-9]{4}|[2-5][0-9]{3})[- ][0-9]{4}(?![\w-])",
        r"(?<![\w+.,-])[1-9]{2}9[0-9]{8}(?![\w-])",
        r"(?<![\w+.,-])(?:2[0-9]|9[1236]) [0-9]{3} [0-9]{2} ?[0-9]{2}(?![\w-])",
        r"(?<![\w+.,-])(?!20[0-9]{2}-20|[0-9]{2}00-|[0-9]{3}0-[0-9]{3}0)(?:9[0-9]{4}|[2-5][0-9]{3})-[0-9]{4}(?![\w-])",
        r"(?<![\w+.,-])(?:9[1236][0-9]|2[0-9]{2}|[78]0[0-9]) [0-9]{3} [0-9]{3}(?![\w-]| ?[€$%0-9])",
    ),
    letters=LETTERS,
)
SHARED = iberian.rules_of(
    BASE,
    words=iberian.Words(
        leading=f"dia|o dia|até|em|no|desde|a partir de|de|{WEEKDAYS}",
        days=SHORT_DAYS,
        roman_nouns=ROMAN_NOUNS,
        both="e",
        either="ou",
        stroke="barra",
        degrees="graus",
        minutes="minutos",
        inches="polegadas",
        numbered="tel|telef|telefone|telemóvel|tlm|fax|cel|celular|whatsapp|ligue|ligar|disque|isbn|rg|pin|código|nif|cpf"
        "|pedido|conta|protocolo|samu|bombeiros|polícia",
        number="número",
        between=("menos de", "mais de"),
        books=BOOKS,
        of="",
        over=(
            ("por", "tensão|pressão|pa|ta"),
            ("de", "nota|avaliação|pontuação|dor|dou|deu|tirei|tirou"),
        ),
        places="apto|ap|apt|bl|andar|piso|porta|grupo|turma|sala|bloco|assento|fila|curso|escada|número|letra|lote|ano",
    ),
    gender_of=gender_of,
    roman=before_noun,
    and_half=AND_HALF,
)
OWN = (
    rule(
        rf"{START}{HOUR}{SPACE}?h(?:{SPACE}?{LONE_MINUTE}(?:{SPACE}?(?:min|m)\b|(?!\w|{SPACE}?m))(?!{SECONDS}))?(?!\w|/|{SPACE}?[0-9]{{1,2}}{SPACE}?m)",
        _clock,
    ),
    rule(r"\b(?i:à|da|às|das|as) (?:1|2|21|22)\b(?![:.,/%-]?\w| ?h)", lambda match: re.sub("[0-9]+", hour, match[0])),
    rule(r"(?<=[0-9]) ?[x×] ?(?=[0-9])", _between),
    rule(
        rf"{START}([0-9]{{1,3}})[xX](?!\w|{SPACE}?[0-9]|{SPACE}?[=+*/<>^\u2212]|{SPACE}-{SPACE})",
        lambda match: f"{cardinal(int(match[1]), 'f')} vezes",
    ),
    rule(rf"{START}([2-6])[ªa](?:-|{SPACE})?f(?:eira|\.)", lambda match: f"{DAYS[int(match[1]) - 2]}-feira"),
    rule(
        rf"{START}([2-6])[ªa](?={SPACE}(?:a|à|e|ou){SPACE}[2-6][ªa](?:-|{SPACE})?f(?:eira|\.))",
        lambda match: DAYS[int(match[1]) - 2],
    ),
    rule(rf"\bD\.{SPACE}(?=(?:[A-Z][a-zà-ÿ]{{1,20}}a|{LADIES})\b)", lambda _: "dona "),
    rule(rf"\bS\.{SPACE}(?=(?:{SAINTS})\b)", lambda _: "São "),
    rule(rf"(?<=[0-9]){SPACE}?(?P<half>[aApP])(?:[mM]\b|\.{SPACE}?[mM]\.)", _half_day),
    rule(r"R\$ ?(?=[0-9.,]{1,15} (?:mil |milhões de )?(?:reais|real)\b)", lambda _: ""),
    rule(rf"{START}([12])m([0-9]{{2}})(?!\w)", lambda match: f"{METRES[match[1]]} e {bare(int(match[2]))}"),
    rule(r"\b[nN]\. ?(?=[0-9])", lambda _: "número "),
    rule(r"\bca?\. ?(?=[1-9][0-9]{2,3}\b)", lambda _: "cerca de "),
    rule(rf"{START}24/7(?![\w/])", lambda _: "vinte e quatro por sete"),
    half_of_unit(lambda gender: "meia" if gender == "f" else "meio", UNITS),
    half(lambda gender: "meia" if gender == "f" else "meio", lambda _, word: gender_of(1, word) or "m"),
    thousands_of(cardinal, gender_of),
    portions(lambda above, below, noun: f"{fraction(above, below)} de {noun.one}", UNITS),
    priced("o|por|cada", UNITS),
    numeral(rf"\b(?P<s>[sS])éc\.{SPACE}?", r"(?![\w'’])", lambda match, value: f"{match['s']}éculo {bare(value)}"),
    kings(KINGS, king),
    rule(rf"\b(?i:km)\.?{SPACE}(?=[0-9])", lambda _: "quilômetro "),
    rule(rf"{START}([0-9]{{1,2}})\.?[º°](?=[ABDEGHIJ]\b)", lambda match: f"{ordinal(int(match[1]), 'm')} "),
    rule(r"\b[nN]\.?[º°](?=[0-9])|\bNo\.(?= [0-9])", lambda _: "número"),
    rule(rf"{START}([0-9]{{1,2}})/\1{SPACE}?h(?:oras|s)?\b", _every),
    rule(rf"(?<![0-9]{SPACE})(?<![\w.])min\.?{SPACE}(?=[0-9]{{1,3}}\b)", lambda _: "minuto "),
    rule(r"(?<![\w~])~(?=[0-9])", lambda _: "cerca de "),
)
LANGUAGE = replace(BASE, rules=(*OWN, *SHARED, counted(cardinal, gender_of, UNITS | CURRENCIES)))
