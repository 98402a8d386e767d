"""Measures: numbers with a unit, fractions, ordinals, scores."""

import re
import unicodedata

from pipeline.normalize.dates import agreeing
from pipeline.normalize.language import Gender, Noun
from pipeline.normalize.numbers import SPACE, START, Numbers, any_of, as_listed
from pipeline.normalize.rules import Rule, rule

VULGAR = "\u00bc-\u00be\u2150-\u215e"
"""Fractions that are one character: ½ ⅓ ¾."""


def measure_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """Fractions first: the number in "2 1/2 km" is not 2."""
    language = numbers.language
    unit = rf"(?P<unit>{any_of(language.units)})(?!\w|['’]\w)"

    def count(match: re.Match[str]) -> str:
        return numbers.count(match, _unit(numbers, match)) + full_stop(match)

    def ratio(match: re.Match[str]) -> str:
        return f"{numbers.whole(match[1])} {language.ratio} {numbers.whole(match[2])}"

    scores = (rule(rf"{START}([0-9]{{1,3}}):([0-9]{{1,3}})(?![0-9]|[:.,][0-9])", ratio),) if language.ratio else ()
    return (*_fraction_rules(numbers, unit), rule(rf"{numbers.amount}{SPACE}?{unit}", count), *scores)


def per_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """The stroke behind a number with its unit or currency: 9 €/month, 5 mg/dl, 6 l/100 km."""
    language = numbers.language
    if not language.per:
        return ()
    units, signs = any_of(language.units), any_of([*language.units, *language.currencies])
    before = re.compile(rf"(?:[0-9]{SPACE}?{signs}(?:/{units})?|{any_of(language.currencies)}{SPACE}?[0-9.,]+)\Z")

    def read(match: re.Match[str]) -> str | None:
        if not before.search(match.string[max(match.start() - 20, 0) : match.start()]):
            return None
        unit = match["unit"]
        below = _unit(numbers, match).one if unit else (match["word"] or "")
        return f" {language.per} {below}"

    return (rule(rf"/(?:(?P<unit>{units})(?!\w|['’]\w)|(?P<word>[^\W\d_]{{2,15}})(?!\w)|(?=[0-9]))", read),)


def full_stop(match: re.Match[str]) -> str:
    """The dot of "5 min." where it ends the sentence as well."""
    return "." if match[0].endswith(".") and re.compile(r"\s*(?:\Z|\n)").match(match.string, match.end()) else ""


def _unit(numbers: Numbers, match: re.Match[str]) -> Noun:
    units = numbers.language.units
    return units[as_listed(match["unit"], units)]


def _fraction_rules(numbers: Numbers, unit: str) -> tuple[Rule, ...]:
    behind = rf"(?![0-9A-Za-z_]|[/.,][0-9])(?:{SPACE}?{unit})?"
    written = rf"(?:(?P<whole>[0-9]{{1,3}}){SPACE})?(?P<above>[0-9]{{1,3}})[/\u2044](?P<below>[0-9]{{1,4}})"

    def read(match: re.Match[str]) -> str | None:
        above, below = _parts(match)
        known = 0 < above < below <= (1000 if above == 1 else 100)
        spoken = _fraction(numbers, match["whole"], above, below) if known else None
        return f"{spoken} {_of(numbers, match)}".strip() if spoken else None

    return (
        rule(rf"{START}{written}{behind}", read),
        rule(rf"(?:{START}(?P<whole>[0-9]{{1,3}}){SPACE}?)?(?P<sign>[{VULGAR}]){behind}", read),
    )


def _parts(match: re.Match[str]) -> tuple[int, int]:
    found = match.groupdict()
    if not found.get("sign"):
        return int(found["above"]), int(found["below"])
    above, _, below = unicodedata.normalize("NFKC", found["sign"]).partition("\u2044")
    return int(above), int(below)


def _fraction(numbers: Numbers, whole: str | None, above: int, below: int) -> str:
    language = numbers.language
    if not whole:
        return language.fraction(above, below)
    if language.mixed:
        return language.mixed(int(whole), above, below)
    return f"{numbers.whole(whole)} {language.fraction(above, below)}"


def _of(numbers: Numbers, match: re.Match[str]) -> str:
    """The unit behind a fraction: half a kilometre is one, two and a half kilometres are many."""
    if not match["unit"]:
        return ""
    noun = _unit(numbers, match)
    return noun.many if match["whole"] else noun.one


def pointed_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """3.5 GHz, 2.0: a point where the language has a comma, in what is written as English does and in versions."""
    language = numbers.language
    if language.decimal_mark == ".":
        return ()

    def read(match: re.Match[str]) -> str:
        whole, decimals = match["whole"].replace(",", ""), match["decimals"]
        said = numbers.whole(decimals) if len(decimals) < 3 else numbers.digits(decimals)
        spoken = f"{numbers.bare(int(whole))} {language.spelled['.']} {said}"
        return f"{spoken} {_unit(numbers, match).many}" if match["unit"] else spoken

    end = rf"(?![0-9]|[.,:/][0-9]|\.{SPACE}?[0-9])(?:{SPACE}?(?P<unit>{any_of(language.units)})(?!\w|['’]\w))?"
    whole = r"(?P<whole>(?!0[0-9])[0-9]{1,3}(?:,[0-9]{3}){0,4}+)"
    decimals = r"(?P<decimals>[0-9]{1,2}|(?<=\b0\.)[0-9]{3}|(?!(?:19|20)[0-9]{2}\b)[0-9]{4,9})"
    return (rule(rf"{START}{whole}\.{decimals}{end}", read),)


def ordinal_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """1st, 2e, 3.º, each as its language writes them."""
    language = numbers.language

    def read(match: re.Match[str]) -> str:
        gender: Gender = "f" if match.groupdict().get("feminine") else "m"
        digits = numbers.plain(match["number"])
        return agreeing(language, language.ordinal(int(digits), gender), match)

    return (rule(rf"{START}(?=[0-9])(?:{language.ordinal_pattern})(?!\w)", read),)


def inches(name: str) -> Rule:
    """27\", where no quotation is open that the sign could end."""

    def said(match: re.Match[str]) -> str | None:
        line = match.string[max(match.start() - 200, 0) : match.start()].rpartition("\n")[2]
        return None if any(sign in line for sign in '"“„') else f" {name}"

    return rule(rf"(?<=[0-9]){SPACE}?[\"”″](?!\w)", said)
