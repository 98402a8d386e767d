"""Formulas: chemical names, powers, and the signs of arithmetic between numbers."""

import re
import unicodedata

from pipeline.normalize.numbers import SPACE, START, Numbers, any_of
from pipeline.normalize.rules import Rule, rule

ELEMENTS = (
    "Ag|Al|Ar|As|Au|Ba|Be|Br|Ca|Cd|Cl|Co|Cr|Cs|Cu|Fe|Ga|Ge|He|Hg|Kr|Li|Mg|Mn|Mo|Na|Ne|Ni|Pb|Pd|Pt|Ra|Rb|Rn|Sb|Se|Si"
    "|Sn|Sr|Ti|Xe|Zn|Zr|[BCFHIKNOPSUVW]"
)
FORMULA = (
    r"(?<![\w.])(?!(?:IP|PS|HP|UK|UN)[0-9])(?=[A-Za-z]{0,20}+[0-9\u2080-\u2089])"
    rf"(?:(?:{ELEMENTS})[0-9\u2080-\u2089]{{0,3}}+){{1,12}}+(?!\w)"
)
SUPERSCRIPT = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079"


def formula_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """H2O, x², 2^10, 3 × 4, 7 - 2."""
    language = numbers.language
    times, minus = language.signs.get("×", "×"), language.minus

    def power(match: re.Match[str]) -> str:
        exponent = unicodedata.normalize("NFKC", match["exponent"])
        letters = " ".join(match["letters"])
        unit = f" {language.units[match['unit']].many}" if match["unit"] else ""
        return f"{letters} {_power(numbers, exponent)}{unit}".strip()

    units = any_of(each for each in language.units if " " not in each)
    unit = rf"(?:{SPACE}(?P<unit>{units})(?!\w|['’]\w))?"
    letters = r"(?P<letters>(?<![^\W\d_])[A-Za-z]{1,3}|(?<=[\w)])|)"
    return (
        rule(FORMULA, lambda match: _formula(numbers, match[0])),
        rule(rf"{letters}(?P<exponent>\u207b?[{SUPERSCRIPT}]{{1,9}}+){unit}", power),
        rule(rf"{letters}\^(?P<exponent>[-\u2212]?[0-9]{{1,9}}+){unit}", power),
        rule(r"(?<=[0-9]) ?[×*x·⋅] ?(?=[0-9])", lambda _: f" {times} "),
        rule(r"(?<=[0-9)]) /(?= [0-9(])", lambda _: f" {language.signs.get('÷', '/')}"),
        rule(
            rf"(?<=[0-9){SUPERSCRIPT}])(?<![0-9][0-9]{{4}}) [-\u2212](?= (?!0[0-9])(?![0-9]{{1,3}}[°ºª])[0-9(])",
            lambda _: f" {minus}",
        ),
    )


def algebra_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """2x + 3: a letter that is no unit, as a sum goes on behind it; and the minus behind one."""
    on = r"(?= ?[=+*/<>\u2212^\u00b2\u00b3] ?[0-9a-zA-Z(]| - [0-9a-z(])"
    letter = rf"{START}([0-9]{{1,4}})(?:([a-zA-Z]){on}|(?<=[=+*/<>^\u2212-] [0-9])([a-z])(?![\w]))"
    return (
        rule(letter, lambda match: f"{numbers.whole(match[1])} {match[2] or match[3]}"),
        rule(r"(?:(?<=\b[a-z])|(?<=[0-9][a-z])) [-\u2212](?= [0-9a-z]\b)", lambda _: f" {numbers.language.minus}"),
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
    negative = exponent[0] in "-\u2212"
    said = f"{language.minus} {numbers.whole(exponent[1:])}" if negative else numbers.whole(exponent)
    return name or f"{language.power} {said}".strip()
