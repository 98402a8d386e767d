"""Spanish: numbers, dates and fractions in words, and the gender of what is counted."""

import re
from functools import lru_cache

from num2words import num2words

from pipeline.normalize.es_words import FEMININE, MASCULINE, MONTHS, NOT_COUNTED, QUEENS
from pipeline.normalize.language import Gender
from pipeline.normalize.tables import words

SHORT = {"uno": "un", "veintiuno": "veintiún", "primero": "primer", "tercero": "tercer"}
"""As they stand before what they count."""
ORDINALS = words(
    "cero primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo decimotercero"
    " decimocuarto decimoquinto decimosexto decimoséptimo decimoctavo decimonoveno"
)
TENS = words("cero décimo vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo nonagésimo")
HUNDREDS = words(
    "cero centésimo ducentésimo tricentésimo cuadringentésimo quingentésimo sexcentésimo septingentésimo octingentésimo"
    " noningentésimo"
)


@lru_cache(10_000)
def cardinal(number: int, gender: Gender) -> str:
    """Before what it counts: un, veintiún; una, doscientas."""
    spoken = bare(number)
    if gender == "f":
        return re.sub(r"uno$", "una", re.sub(r"ientos(?!.*mill)", "ientas", spoken))
    return spoken if gender == "n" else re.sub(r"\b(?:veinti)?uno$", lambda match: SHORT[match[0]], spoken)


def bare(number: int) -> str:
    """By itself: uno, veintiuno; but veintiún mil."""
    spoken = str(num2words(number, lang="es"))
    return re.sub(r"\b(?:veinti)?uno(?= mil)", lambda match: SHORT[match[0]], spoken)


def ordinal(number: int, gender: Gender) -> str:
    """Above 999 nobody says them: the cardinal."""
    if not 0 < number < 1000:
        return cardinal(number, gender)
    hundreds, rest = divmod(number, 100)
    tens, units = (0, rest) if rest < 20 else divmod(rest, 10)
    parts = ((HUNDREDS, hundreds), (TENS, tens), (ORDINALS, units))
    spoken = " ".join(names[digit] for names, digit in parts if digit)
    return re.sub(r"o\b", "a", spoken) if gender == "f" else spoken


def date(day: int, month: int, of_year: int | None) -> str:
    spoken = f"{'primero' if day == 1 else bare(day)} de {MONTHS[month - 1]}"
    return f"{spoken} de {bare(of_year)}" if of_year else spoken


def time(hour: int, minute: int, second: int | None) -> str:
    hours = cardinal(hour, "f")
    if second is not None:
        said = [f"{cardinal(minute, 'm')} minuto", f"{cardinal(second, 'm')} segundo"]
        minutes, seconds = (each + "s" * (n != 1) for each, n in zip(said, (minute, second), strict=True))
        return f"{hours} {'hora' if hour == 1 else 'horas'} {minutes} y {seconds}"
    minutes = f"cero {bare(minute)}" if 0 < minute < 10 else bare(minute)
    return f"{hours} {minutes}" if minute else f"{hours} {'hora' if hour == 1 else 'horas'}"


def hour(match: re.Match[str]) -> str:
    return cardinal(int(match[0]), "f")


def fraction(above: int, below: int) -> str:
    named = {2: "medio", 3: "tercio", 100: "centésimo"}
    avo = re.sub("[áéíóú]", lambda match: "aeiou"["áéíóú".index(match[0])], bare(below).replace(" y ", "i")) + "avo"
    part = named.get(below) or (ordinal(below, "m") if below <= 10 else avo)
    return f"{cardinal(above, 'm')} {part}{'' if above == 1 else 's'}"


def mixed(whole: int, above: int, below: int) -> str:
    return f"{bare(whole)} y {'medio' if above * 2 == below else fraction(above, below)}"


def gender_of(number: int, word: str) -> Gender | None:
    """Of a noun, by its ending; a word that is no plural is not counted by more than one."""
    one = word if number == 1 else word.removesuffix("s")
    if word in NOT_COUNTED or word in MONTHS or (number != 1 and one == word and word not in FEMININE):
        return None
    if re.search("(?<!gr)[ae]mos$", word):  # a verb: "el 21 tenemos examen"
        return None
    if word in FEMININE or one in FEMININE:
        return "f"
    feminine = re.search("(?:a|[cgst]ión|[cgst]ione|dade?|tude?)$", one) and one not in MASCULINE
    return "f" if feminine else "m"


def king(name: str, number: int) -> str:
    if number > 10:
        return bare(number)
    return ordinal(number, "f" if name in QUEENS else "m")


def before_noun(value: int, gender: Gender, many: bool) -> str:
    """Before its noun: primer, tercera, segundos."""
    if many:
        return re.sub(r"([oa])\b", r"\1s", ordinal(value, gender))
    return re.sub("(prim|terc)ero$", r"\1er", ordinal(value, gender))
