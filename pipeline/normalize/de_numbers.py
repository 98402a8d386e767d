"""German numbers, years, dates and times in words; years before 2000 count hundreds."""

from functools import lru_cache

from num2words import num2words

from pipeline.normalize.de_words import MONTHS
from pipeline.normalize.language import Gender


@lru_cache(10_000)
def bare(number: int) -> str:
    return str(num2words(number, lang="de"))


def cardinal(number: int, gender: Gender = "m") -> str:
    words = bare(number)
    if not words.endswith("eins"):
        return words
    return words.removesuffix("s") + ("e" if gender == "f" else "")


def ordinal(number: int, _: Gender = "m") -> str:
    return str(num2words(number, lang="de", to="ordinal"))


def year(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not 11 <= hundreds <= 19:
        return bare(number)
    return f"{bare(hundreds)}hundert{bare(rest) if rest else ''}"


def date(day: int, month: int, of_year: int | None) -> str:
    spoken = f"{ordinal(day)} {MONTHS[month - 1]}"
    return f"{spoken} {year(of_year)}" if of_year else spoken


def time(hour: int, minute: int, second: int | None) -> str:
    spoken = f"{cardinal(hour)} Uhr{' ' + bare(minute) if minute or second else ''}"
    return f"{spoken} und {cardinal(second, 'f')} Sekunde{'' if second == 1 else 'n'}" if second else spoken


def fraction(above: int, below: int) -> str:
    if below == 2:
        return f"{cardinal(above)} halb"
    return f"{cardinal(above)} {ordinal(below).removesuffix('te').capitalize()}tel"


def mixed(whole: int, above: int, below: int) -> str:
    joint = "" if (above, below) == (1, 2) else " "
    return cardinal(whole) + joint + fraction(above, below).replace("ein halb", "einhalb")
