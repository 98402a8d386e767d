"""English numbers, years, dates and times in words, as in America: no "and" within numbers."""

from functools import lru_cache

from num2words import num2words

from pipeline.normalize.en_words import MONTHS
from pipeline.normalize.language import Gender


@lru_cache(10_000)
def cardinal(number: int, _: Gender = "m") -> str:
    return _american(str(num2words(number, lang="en")))


def ordinal(number: int, _: Gender = "m") -> str:
    return _american(str(num2words(number, lang="en", to="ordinal")))


def _american(words: str) -> str:
    return words.replace(",", "").replace(" and ", " ")


def year(number: int) -> str:
    century, rest = divmod(number, 100)
    if number < 1000 or (century % 10 == 0 and rest < 10):
        return cardinal(number)
    return f"{cardinal(century)} {two_digits(rest) if rest else 'hundred'}"


def two_digits(number: int) -> str:
    return f"oh {cardinal(number)}" if number < 10 else cardinal(number)


def year_or_two(number: int) -> str:
    return two_digits(number) if number < 100 else year(number)


def date(day: int, month: int, of_year: int | None) -> str:
    spoken = f"{MONTHS[month - 1]} {ordinal(day)}"
    return f"{spoken}, {year(of_year)}" if of_year else spoken


def time(hour: int, minute: int, second: int | None) -> str:
    if (hour, minute, second or 0) == (0, 0, 0):
        return "midnight"
    if second:
        seconds = f"{cardinal(second)} {'second' if second == 1 else 'seconds'}"
        return f"{cardinal(hour)} {two_digits(minute)} and {seconds}"
    if minute:
        return f"{cardinal(hour)} {two_digits(minute)}"
    return f"{cardinal(hour)} {'hundred' if hour > 12 else 'o’clock'}"


def fraction(above: int, below: int) -> str:
    part = {2: "half", 4: "quarter"}.get(below) or ordinal(below)
    return f"{cardinal(above)} {part if above == 1 else part.replace('half', 'halve') + 's'}"


def mixed(whole: int, above: int, below: int) -> str:
    spoken = fraction(above, below)
    return f"{cardinal(whole)} and {'a' + spoken.removeprefix('one') if above == 1 else spoken}"


def number(whole: str, decimals: str | None = None) -> str:
    """1,250 and the decimals with their point: .75."""
    spoken = cardinal(int(whole.replace(",", "")))
    return f"{spoken} point {digits(decimals)}" if decimals else spoken


def digits(written: str) -> str:
    """One by one."""
    return " ".join(cardinal(int(each)) for each in written if each.isdecimal())
