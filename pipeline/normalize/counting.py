"""Numbers before the word that they count, in languages where its gender changes the number."""

import re
from collections.abc import Callable, Container, Mapping

from pipeline.normalize.language import Gender, Noun
from pipeline.normalize.numbers import SPACE, START, any_of, as_listed
from pipeline.normalize.rules import Rule, rule

GenderOf = Callable[[int, str], Gender | None]
"""(number, the word behind it in lower case): its gender; None where it is not counted or changes nothing."""

YEAR = "(?:19|20)[0-9]{2}(?![0-9])"
"""Hardly a count: "en 2021 muchas empresas"."""
NUMBER = (
    rf"(?<![$€£+\u2212-]){START}(?!{YEAR})(?P<number>[0-9]{{1,3}}(?:[.\u00a0\u202f ][0-9]{{3}}){{1,4}}|[0-9]{{1,15}})"
)
WORD = rf"(?={SPACE}(?P<word>[^\W\d_]{{3,40}})(?!\w|[.@]\w|/\w{{1,40}}[/.]\w))"


def counted(cardinal: Callable[[int, Gender], str], gender_of: GenderOf, units: Container[str]) -> Rule:
    """21 libros, 21 libras: as the word behind it asks; units are left to their own rule."""

    def read(match: re.Match[str]) -> str | None:
        number, word = int(re.sub("[^0-9]", "", match["number"])), match["word"]
        named = number == 1 and word[0].isupper()  # "Brasil 7 x 1 Alemanha"
        gender = None if named or word in units else gender_of(number, word.lower())
        return gender and cardinal(number, gender)

    return rule(NUMBER + WORD, read)


def thousands_of(cardinal: Callable[[int, Gender], str], gender_of: GenderOf) -> Rule:
    """200 mil personas: the number before the word for a thousand agrees too."""

    def read(match: re.Match[str]) -> str | None:
        gender = gender_of(2, match["word"].lower())
        return gender and cardinal(int(match["number"]) * 1000, gender)

    return rule(rf"(?<![$€£]){START}(?P<number>[0-9]{{1,3}}){SPACE}mil{WORD}", read)


def half(words: Callable[[Gender], str], gender_of: GenderOf) -> Rule:
    """1/2 taza, ½ litro: half of what the word behind it names."""

    def read(match: re.Match[str]) -> str | None:
        gender = gender_of(1, match["word"].lower())
        return gender and words(gender)

    return rule(f"{START}(?:1/2|½){WORD}", read)


def half_of_unit(words: Callable[[Gender], str], units: Mapping[str, Noun]) -> Rule:
    """1/2 l, ½ kg: as `half`, with the unit in full."""

    def read(match: re.Match[str]) -> str:
        noun = units[as_listed(match["unit"], units)]
        return f"{words(noun.gender)} {noun.one}"

    return rule(rf"{START}(?:1/2|½){SPACE}?(?P<unit>{any_of(units)})(?!\w|['’]\w)", read)


def priced(before: str, units: Mapping[str, Noun]) -> Rule:
    """€3 per kg: a unit without a number, behind one of these words; only units that goods are sold by."""
    goods = [sign for sign in units if sign in {"kg", "km", "kWh", "GB", "TB", "Go", "To", "m²", "m2", "m³", "m3"}]
    pattern = rf"\b(?P<before>{before})(?P<space>{SPACE})(?P<unit>{any_of(goods)})(?!\w|['’]\w)"
    return rule(pattern, lambda match: f"{match['before']}{match['space']}{units[match['unit']].one}")
