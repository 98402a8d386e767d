"""Formulas: chemical names, powers, and the signs of arithmetic between numbers."""

import re
import unicodedata

from pipeline.normalize.numbers import Numbers
from pipeline.normalize.rules import Rule, rule

ELEMENTS = (
    "Ag|Al|Ar|As|Au|Ba|Be|Br|Ca|Cd|Cl|Co|Cr|Cs|Cu|Fe|Ga|Ge|He|Hg|Kr|Li|Mg|Mn|Mo|Na|Ne|Ni|Pb|Pd|Pt|Ra|Rb|Rn|Sb|Se|Si"
    "|Sn|Sr|Ti|Xe|Zn|Zr|[BCFHIKNOPSUVW]"
)
FORMULA = (
    rf"(?<![\w.])(?=[A-Za-z]{{0,20}}+[0-9\u2080-\u2089])(?:(?:{ELEMENTS})[0-9\u2080-\u2089]{{0,3}}+){{1,12}}+(?!\w)"
)
SUPERSCRIPT = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079"


def formula_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """H2O, x², 2^10, 3 × 4, 7 - 2."""
    language = numbers.language
    times, minus = language.signs.get("×", "×"), language.minus

    def power(match: re.Match[str]) -> str:
        exponent = unicodedata.normalize("NFKC", match["exponent"])
        letters = " ".join(match["letters"])
        return f"{letters} {_power(numbers, exponent)}".strip()

    letters = r"(?P<letters>(?<![^\W\d_])[A-Za-z]{1,3}|(?<=[\w)])|)"
    return (
        rule(FORMULA, lambda match: _formula(numbers, match[0])),
        rule(rf"{letters}(?P<exponent>[{SUPERSCRIPT}]{{1,9}}+)", power),
        rule(rf"{letters}\^(?P<exponent>[0-9]{{1,9}}+)", power),
        rule(r"(?<=[0-9]) ?[×*x] ?(?=[0-9])", lambda _: f" {times} "),
        rule(r"(?<=[0-9)])(?<![0-9][0-9]{4}) [-\u2212](?= (?!0[0-9])[0-9(])", lambda _: f" {minus}"),
    )


def _formula(numbers: Numbers, written: str) -> str:
    plain = unicodedata.normalize("NFKC", written)
    if plain in numbers.language.formulas:
        return numbers.language.formulas[plain]
    parts = re.findall("[A-Za-z]|[0-9]+", plain)
    return " ".join(numbers.whole(part) if part.isdecimal() else part.upper() for part in parts)


def _power(numbers: Numbers, exponent: str) -> str:
    language = numbers.language
    name = language.signs.get({"2": "²", "3": "³"}.get(exponent, ""), "")
    return name or f"{language.power} {numbers.whole(exponent)}".strip()
