"""Books of Spanish and Portuguese: verses of the Bible, Jn 3,16; and their parts written short, cap. V."""

import re
from collections.abc import Callable, Mapping

from pipeline.normalize.language import Gender, Language
from pipeline.normalize.numbers import SPACE, Numbers, any_of
from pipeline.normalize.romans import numeral
from pipeline.normalize.rules import Rule, rule

UNENDING = r"[0-9] ?[A-Za-z]{1,5}\. [a-zà-ÿ]|\b[A-Z][a-z]{1,3}\. [0-9]{1,3}[:,][0-9]"
"""What no sentence ends within: 5 pulg. de ancho, Jn. 3,16."""


def book_rules(
    language: Language, books: Mapping[str, str], ordinal: Callable[[int, Gender, bool], str], of: str
) -> tuple[Rule, ...]:
    """`books` of the Bible by their abbreviations; `of` stands between the number of one and its name."""
    numbers = Numbers(language)
    names = dict.fromkeys(books.values())
    known = {**books, **{name: name for name in names}}

    def verse(match: re.Match[str]) -> str:
        first = f"{ordinal(int(match['number']), 'f', False)} {of}" if match["number"] else ""
        last = f" {language.to} {numbers.whole(match['last'])}" if match["last"] else ""
        chapter, said = numbers.whole(match["chapter"]), numbers.whole(match["verse"])
        return f"{first}{known[match['book']]} {chapter}, {said}{last}"

    number = rf"(?:(?P<number>[1-3]){SPACE}?)?"
    book = rf"(?P<book>(?:{any_of(known)})(?=\.?{SPACE}[0-9]{{1,3}}:)|{any_of(books)})"
    places = rf"(?P<chapter>[0-9]{{1,3}})[:,]{SPACE}?(?P<verse>[0-9]{{1,3}})(?:[-\u2013](?P<last>[0-9]{{1,3}}))?"
    return (
        rule(rf"(?<![\w.,]){number}(?<!\w){book}\.?{SPACE}{places}(?![\w:]|,[0-9])", verse),
        _parts(numbers),
    )


def _parts(numbers: Numbers) -> Rule:
    """cap. V, vol. I: what stands before a roman numeral in its short form."""
    language = numbers.language
    short = {each: word for each, word in language.abbreviations.items() if word in language.roman_before}

    def read(match: re.Match[str], value: int) -> str | None:
        word = short[match["short"].lower()]
        said = word.capitalize() if match["short"][0].isupper() else word
        return f"{said} {numbers.bare(value)}"

    return numeral(rf"(?<!\w)(?P<short>(?i:{any_of(short)})){SPACE}(?![CDLM]\b)", r"(?![\w'’])", read)
