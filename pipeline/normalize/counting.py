"""Numbers before the word that they count, in languages where its gender changes the number."""

import re
from collections.abc import Callable, Container, Mapping

from pipeline.normalize.language import Gender, Noun
from pipeline.normalize.numbers import SPACE, START, any_of
from pipeline.normalize.rules import Rule, rule

GenderOf = Callable[[int, str], Gender | None]
"""(number, the word behind it in lower case): its gender; None where it is not counted or changes nothing."""

YEAR = "(?:19|20)[0-9]{2}(?![0-9])"
"""Hardly a count: "en 2021 muchas empresas"."""
NUMBER = (
    rf"(?<![$€£+\u2212-]){START}(?!{YEAR})(?P<number>[0-9]{{1,3}}(?:[.\u00a0\u202f ][0-9]{{3}}){{1,4}}|[0-9]{{1,15}})"
)
WORD = rf"(?={SPACE}(?P<word>[^\W\d_]{{3,40}})(?!\w|[.@/]\w))"


def counted(cardinal: Callable[[int, Gender], str], gender_of: GenderOf, units: Container[str]) -> Rule:
    """21 libros, 21 libras: as the word behind it asks; units are left to their own rule."""

    def read(match: re.Match[str]) -> str | None:
        number, word = int(re.sub("[^0-9]", "", match["number"])), match["word"]
        gender = None if word in units else gender_of(number, word.lower())
        return gender and cardinal(number, gender)

    return rule(NUMBER + WORD, read)


def half(words: Callable[[Gender], str], gender_of: GenderOf) -> Rule:
    """1/2 taza, ½ litro: half of what the word behind it names."""

    def read(match: re.Match[str]) -> str | None:
        gender = gender_of(1, match["word"].lower())
        return gender and words(gender)

    return rule(f"{START}(?:1/2|½){WORD}", read)


def pointed(bare: Callable[[int], str], point: str, units: Mapping[str, Noun]) -> Rule:
    """3.5 GHz, 2.0: a point where the language has a comma, in what is written as English does and in versions."""

    def read(match: re.Match[str]) -> str:
        zero = f"{bare(0)} " if match["decimals"][0] == "0" and len(match["decimals"]) > 1 else ""
        spoken = f"{bare(int(match['whole']))} {point} {zero}{bare(int(match['decimals']))}"
        return f"{spoken} {units[match['unit']].many}" if match["unit"] else spoken

    end = rf"(?![0-9]|[.,:/][0-9]|\.{SPACE}?[0-9])(?:{SPACE}?(?P<unit>{any_of(units)})(?!\w|['’]\w))?"
    return rule(rf"{START}(?P<whole>[0-9]{{1,3}})\.(?P<decimals>[0-9]{{1,2}}){end}", read)
