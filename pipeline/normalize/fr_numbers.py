"""French: numbers, dates, times and fractions in words, and the gender that a number takes."""

import re
from functools import lru_cache

from num2words import num2words

from pipeline.normalize.fr_words import FEMININE, MASCULINE, MONTHS
from pipeline.normalize.language import Currency, Gender, Noun

ENDINGS = re.compile(
    "(?:[aist]ion|tte|ance|ence|[aeiou]sse|aison|lle|trice|euse|onne|enne|aine|gne|ière|oupe|ité|ude|ée|ie|(?<!a)ure|ade"
    "|(?<![gq])ue|aise|[aoe]ise|ace|aille|ule|ole|ave|ive|orme|arme|erme|erte|orte|inte|ante|ente|once|onde|ande)$"
)


@lru_cache(10_000)
def cardinal(number: int, gender: Gender) -> str:
    """As num2words has it, with une for a feminine noun."""
    spoken = str(num2words(number, lang="fr"))
    return re.sub(r"\bun$", "une", spoken) if gender == "f" else spoken


def ordinal(number: int, gender: Gender) -> str:
    if number == 1:
        return "première" if gender == "f" else "premier"
    return re.sub("(vingt|cent)sième$", r"\1ième", str(num2words(number, lang="fr", to="ordinal")))


def bare(number: int) -> str:
    return cardinal(number, "m")


def date(day: int, month: int, of_year: int | None) -> str:
    spoken = f"{'premier' if day == 1 else bare(day)} {MONTHS[month - 1]}"
    return f"{spoken} {bare(of_year)}" if of_year else spoken


def time(hour: int, minute: int, second: int | None) -> str:
    spoken = f"{cardinal(hour, 'f')} {'heure' if hour < 2 else 'heures'}"
    if second is not None:
        minutes = f"{cardinal(minute, 'f')} {'minute' if minute < 2 else 'minutes'}"
        return f"{spoken} {minutes} {cardinal(second, 'f')} {'seconde' if second < 2 else 'secondes'}"
    return f"{spoken} {cardinal(minute, 'f')}" if minute else spoken


def fraction(above: int, below: int) -> str:
    part = {2: "demi", 3: "tiers", 4: "quart"}.get(below) or ordinal(below, "m")
    return f"{bare(above)} {part if above == 1 or below == 3 else part + 's'}"


def mixed(whole: int, above: int, below: int) -> str:
    return f"{bare(whole)} et {'demi' if above * 2 == below else fraction(above, below)}"


def mixed_portion(whole: int, above: int, below: int, noun: Noun) -> str:
    """Une tasse et demie, deux heures et trois quarts."""
    half = "demie" if noun.gender == "f" else "demi"
    part = half if above * 2 == below else fraction(above, below)
    return f"{cardinal(whole, noun.gender)} {noun.one if whole == 1 else noun.many} et {part}"


def portion(above: int, below: int, noun: Noun) -> str:
    """Un quart d'heure, trois quarts de litre; but une demi heure, un demi litre."""
    if below == 2:
        return f"{cardinal(above, noun.gender)} demi {noun.one}"
    return f"{fraction(above, below)} {linked(noun.one)}"


def linked(noun: str) -> str:
    return f"d'{noun}" if noun[0] in "aeiouyéêh" else f"de {noun}"


def money(units: int, cents: int, currency: Currency) -> str:
    """Douze euros cinquante."""
    spoken = f"{cardinal(units, currency.unit.gender)} {currency.unit.one if units < 2 else currency.unit.many}"
    return f"{spoken} {bare(cents)}" if cents else spoken


def gender_of(number: int, word: str) -> Gender | None:
    """Only un and une differ, and only for the last digit one; of a noun, by its ending or from the list."""
    if number % 10 != 1 or number % 100 in {11, 71, 91} or (number == 1 and word in MONTHS):
        return None
    one = word if number == 1 else re.sub("[sx]$", "", word)
    known = one in FEMININE or word in FEMININE or ENDINGS.search(one)
    return "f" if known and one not in MASCULINE else None


def phone_group(digits: str) -> str:
    """Two digits are read as one number, 06 12 is zéro six, douze; so are three: huit cents."""
    if len(digits) in {2, 3} and digits[0] != "0":
        return bare(int(digits))
    return " ".join(bare(int(digit)) for digit in digits)


def postal_code(digits: str) -> str:
    """06300: zéro six mille trois cents."""
    rest = int(digits[2:])
    return f"zéro {bare(int(digits[1]))} mille{' ' + bare(rest) if rest else ''}"
