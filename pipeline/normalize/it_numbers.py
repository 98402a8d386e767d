"""Italian: numbers, dates, times and fractions in words, and the gender that a number takes."""

import re
from functools import lru_cache
from itertools import pairwise

from num2words import num2words

from pipeline.normalize.it_words import FEMININE, MASCULINE, MONTHS, NOT_COUNTED, QUEENS
from pipeline.normalize.language import Currency, Gender, Noun


@lru_cache(10_000)
def cardinal(number: int, gender: Gender) -> str:
    """Before what it counts: un, una; n is uno."""
    if number == 1 and gender != "n":
        return "una" if gender == "f" else "un"
    return bare(number)


def bare(number: int) -> str:
    """By itself: uno; without the commas and links of num2words, and with the accent that it forgets."""
    spoken = str(num2words(number, lang="it")).replace(",", "").replace(" e ", " ")
    return re.sub(r"(?<=\w)tre\b", "tré", spoken.replace("dicotto", "diciotto"))


def ordinal(number: int, gender: Gender) -> str:
    """As num2words has it, but centodecimo."""
    spoken = str(num2words(number, lang="it", to="ordinal")).replace("dicott", "diciott")
    if number > 100 and number % 100 == 10:
        spoken = spoken.removesuffix("diecesimo").removesuffix("dieciesimo") + "decimo"
    return spoken[:-1] + "a" if gender == "f" else spoken


RANGED = re.compile(
    r"(?:\b(?:d?[ai]|da[il]?|dalle|i|gli|le|in|di|de[il]|dell[ae]|degli|ogni|per|circa|con|nei|nelle|un[ao]?|ultim[ie]|prossim[ie]"
    r"|su|anni|sui|sulle|alle|agli|oltre|quasi|sono|e|o|solo|ancora|altr[ie]|prim[ie])|[0-9])\s\Z"
)


ONES = ["uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci"]
"""What is hardly measured exactly: due-tre giorni."""


def ranged(low: str, high: str, before: str) -> str:
    """Da dieci a quindici; tra dieci e quindici; but ogni due-tre ore."""
    if (low, high) in pairwise(ONES):
        return f"{low}-{high}"
    if re.match("mille|duemila", low) and re.match("mille|duemila", high) and not re.search(r"\bd[ai]\s\Z", before):
        return f"{low}-{high}" if re.search(r"[a-zà-ù]\s\Z", before) else f"dal {low} al {high}"
    if re.search(r"\b(?:tra|fra)\s\Z", before):
        return f"{low} e {high}"
    if re.search(r"\bd(?:a|al|alle|ai)\s\Z", before):
        return f"{low} a {high}"
    return f"{low}-{high}" if RANGED.search(before) else f"da {low} a {high}"


def date(day: int, month: int, of_year: int | None) -> str:
    spoken = f"{'primo' if day == 1 else bare(day)} {MONTHS[month - 1]}"
    return f"{spoken} {bare(of_year)}" if of_year else spoken


def time(hour: int, minute: int, second: int | None) -> str:
    hours = "una" if hour == 1 else bare(hour)
    if second is not None:
        return f"{hours}, {bare(minute)} minuti e {bare(second)} secondi"
    return f"{hours} e {bare(minute)}" if minute else hours


def fraction(above: int, below: int) -> str:
    part = "mezzo" if below == 2 else ordinal(below, "m")
    return f"{cardinal(above, 'm')} {part if above == 1 else part[:-1] + 'i'}"


def mixed(whole: int, above: int, below: int) -> str:
    return f"{bare(whole)} e {'mezzo' if above * 2 == below else fraction(above, below)}"


def mixed_portion(whole: int, above: int, below: int, noun: Noun) -> str:
    """Una tazza e mezza, due ore e tre quarti."""
    half = "mezza" if noun.gender == "f" else "mezzo"
    part = half if above * 2 == below else fraction(above, below)
    return f"{counted(whole, noun)} e {part}"


def counted(number: int, noun: Noun) -> str:
    """Un'ora, due ore, un minuto."""
    if number == 1 and noun.gender == "f" and noun.one[0] in "aeiou":
        return f"un'{noun.one}"
    return f"{cardinal(number, noun.gender)} {noun.one if number == 1 else noun.many}"


def portion(above: int, below: int, noun: Noun) -> str:
    """Un quarto d'ora, tre quarti di litro."""
    return f"{fraction(above, below)} {'d’' if noun.one[0] in 'aeio' else 'di '}{noun.one}".replace("’", "'")


def money(units: int, cents: int, currency: Currency) -> str:
    """Dodici euro e cinquanta centesimi."""
    spoken = f"{cardinal(units, currency.unit.gender)} {currency.unit.one if units == 1 else currency.unit.many}"
    if not cents:
        return spoken
    return f"{spoken} e {cardinal(cents, 'm')} {currency.cent.one if cents == 1 else currency.cent.many}"


def gender_of(number: int, word: str) -> Gender | None:
    """Only one has a gender; of a noun, by its ending or from the list."""
    if number != 1 or word in NOT_COUNTED or any(month.startswith(word) for month in MONTHS):
        return None
    if is_feminine(word):
        return "f"
    return "n" if re.match("s[^aeiou]|z|gn|ps|x|y", word) else "m"  # uno studente


def is_feminine(word: str) -> bool:
    ending = re.search("(?:a|zione|sione|gione|tà|tù|udine|ice)$", word)
    return word in FEMININE or (ending is not None and word not in MASCULINE)


def ordinal_of(number: int, word: str) -> str:
    """In the gender of the noun."""
    return ordinal(number, "f" if is_feminine(word.lower()) else "m")


def king(name: str, number: int) -> str:
    return ordinal(number, "f" if name in QUEENS else "m")
