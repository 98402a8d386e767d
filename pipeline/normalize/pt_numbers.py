"""Portuguese: numbers, dates and fractions in words, and the gender of what is counted."""

import re
from functools import lru_cache

from num2words import num2words

from pipeline.normalize.language import Gender
from pipeline.normalize.pt_words import FEMININE, MASCULINE, MONTHS, NOT_COUNTED, QUEENS


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


def hour(match: re.Match[str]) -> str:
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


def king(name: str, number: int) -> str:
    return bare(number) if number > 10 else ordinal(number, "f" if name in QUEENS else "m")


def before_noun(value: int, gender: Gender, many: bool) -> str:
    """Before its noun: primeira, segundos."""
    return re.sub(r"([oa])\b", r"\1s", ordinal(value, gender)) if many else ordinal(value, gender)
