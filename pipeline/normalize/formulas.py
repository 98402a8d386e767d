"""Formulas: chemical names, powers, and the signs of arithmetic between numbers."""

import re
import unicodedata

from pipeline.normalize.numbers import SPACE, START, Numbers, any_of
from pipeline.normalize.rules import Rule, rule

ELEMENTS = (
    "Ag|Al|Ar|As|Au|Ba|Be|Br|Ca|Cd|Cl|Co|Cr|Cs|Cu|Fe|Ga|Ge|He|Hg|Kr|Li|Mg|Mn|Mo|Na|Ne|Ni|Pb|Pd|Pt|Ra|Rb|Rn|Sb|Se|Si"
    "|Sn|Sr|Ti|Xe|Zn|Zr|[BCFHIKNOPSUVW]"
)
GROUP = rf"(?:(?:{ELEMENTS})[0-9\u2080-\u2089]{{0,3}}+)"
FORMULA = (
    r"(?<![\w.])(?P<times>[2-9]|1[0-9])?(?!(?:IP|PS|HP|UK|UN|CSS|PHP)[0-9]|[BCP]2[BCP]\b)(?=[A-Za-z()]{0,20}+(?:[0-9\u2080-\u2089]|[\u00b2\u00b3]?[\u207a\u207b]))"
    rf"(?:{GROUP}|\({GROUP}{{1,6}}+\)[0-9\u2080-\u2089]){{1,12}}+(?P<charge>[\u00b2\u00b3]?[\u207a\u207b])?(?!\w)"
)
GASES = {"H2", "N2", "O2", "O3", "F2"}
"""Formulas with one letter, which others are not: vitamin B12, level C1."""
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
        rule(FORMULA, lambda match: _reacting(numbers, match)),
        rule(rf"{letters}(?P<exponent>\u207b?[{SUPERSCRIPT}]{{1,9}}+){unit}", power),
        rule(rf"{letters}\^(?P<exponent>[-\u2212]?[0-9]{{1,9}}+|[a-z](?!\w)){unit}", power),
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


def _reacting(numbers: Numbers, match: re.Match[str]) -> str:
    """A formula with how often it is there, and its charge: 2H2, SO₄²⁻."""
    times, charge = match["times"] or "", match["charge"] or ""
    sign = {"\u207a": numbers.language.signs.get("+", ""), "\u207b": numbers.language.minus}.get(charge[-1:], "")
    formula = match[0].removeprefix(times).removesuffix(charge)
    parts = (times and numbers.whole(times), spelled_formula(numbers, formula))
    amount = numbers.whole(unicodedata.normalize("NFKC", charge[:-1])) if len(charge) > 1 else ""
    return " ".join(filter(None, (*parts, amount, sign)))


def spelled_formula(numbers: Numbers, written: str) -> str:
    """By its everyday name, or letter by letter."""
    plain = unicodedata.normalize("NFKC", written)
    if plain in numbers.language.formulas:
        return numbers.language.formulas[plain]
    parts = re.findall("[A-Za-z]|[0-9]+", plain)
    named = plain in GASES or (len(parts) > 2 and "1" not in parts and not re.fullmatch("[A-Z]{1,3}[0-9]{2,3}", plain))
    names = numbers.language.letters if named else {}
    return " ".join(
        numbers.whole(part) if part.isdecimal() else names.get(part.upper(), part.upper()) for part in parts
    )


def _power(numbers: Numbers, exponent: str) -> str:
    language = numbers.language
    name = language.signs.get({"2": "²", "3": "³"}.get(exponent, ""), "")
    negative = exponent[0] in "-\u2212"
    said = exponent if exponent.isalpha() else numbers.whole(exponent.lstrip("-\u2212\u207b"))
    said = f"{language.minus} {said}" if negative else said
    return name or f"{language.power} {said}".strip()
