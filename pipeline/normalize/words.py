"""Words that are written short: abbreviations, roman numerals, signs with a name."""

import re
from collections.abc import Iterator

from pipeline.normalize.numbers import SPACE, Numbers, any_of, as_listed
from pipeline.normalize.rules import Rule, rule

ROMAN = re.compile("M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
SENTENCE_END = re.compile(r"\s*(?:\Z|\n)")
NEW_SENTENCE = re.compile(r"\s{1,9}[\"'“„«¿¡(]?[^\W\d_]")


def word_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """Roman numerals behind a word that has them, abbreviations with their dots."""
    return (*_roman_rules(numbers), *_abbreviation_rules(numbers))


def _abbreviation_rules(numbers: Numbers) -> tuple[Rule, ...]:
    table = dict(_both_cases(numbers))

    def read(match: re.Match[str]) -> str:
        written = re.sub(SPACE, " ", match[0])
        spoken = table[as_listed(written, table)]
        return spoken + ("." if written.endswith(".") and _ends_sentence(numbers, written, match) else "")

    return (rule(rf"(?<![\w.]){any_of(table)}(?!\w)", read),) if table else ()


def _both_cases(numbers: Numbers) -> Iterator[tuple[str, str]]:
    for written, spoken in numbers.language.abbreviations.items():
        yield written[0].upper() + written[1:], spoken[0].upper() + spoken[1:]
        yield written, spoken


def _ends_sentence(numbers: Numbers, written: str, match: re.Match[str]) -> bool:
    """Its full stop is that of a sentence too."""
    if SENTENCE_END.match(match.string, match.end()):
        return True
    behind = NEW_SENTENCE.match(match.string, match.end())
    return written in numbers.language.final and behind is not None and behind[0][-1].isupper()


def _roman_rules(numbers: Numbers) -> tuple[Rule, ...]:
    language = numbers.language

    def read(match: re.Match[str]) -> str | None:
        value = roman_value(match["roman"])
        if not value or match["roman"] in {"L", "C", "D", "M"}:  # block C is no hundredth one
            return None
        if language.roman_before[match["word"].lower()] == "cardinal":
            return f"{match['word']} {numbers.whole(str(value))}"
        return " ".join(filter(None, (match["word"], language.roman_article, language.ordinal(value, "m"))))

    word = rf"\b(?P<word>(?i:{any_of(language.roman_before)}))"
    return (rule(rf"{word}{SPACE}(?P<roman>[IVXLCDM]{{1,15}})(?![\w'’])", read),) if language.roman_before else ()


def roman_value(written: str) -> int:
    """Its value; 0 if it is no roman numeral."""
    if not ROMAN.fullmatch(written):
        return 0
    values = [ROMAN_DIGITS[letter] for letter in written]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def sign_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """Signs by name; a row of them is an ornament and not read."""
    currencies = {sign: each.unit.one for sign, each in numbers.language.currencies.items() if not sign.isalnum()}
    signs = {sign: name for sign, name in (currencies | dict(numbers.language.signs)).items() if len(sign) == 1}
    if not signs:
        return ()
    each = f"[{''.join(map(re.escape, signs))}]"
    return (
        rule("[-=]>", lambda _: signs.get("→")),
        rule("[<>!]=(?!=)", lambda match: signs.get({"<=": "≤", ">=": "≥"}.get(match[0], "≠"))),
        rule(rf"({each})\1\1++", lambda _: ""),
        rule(each, lambda match: signs[match[0]]),
    )
