"""What Spanish and Portuguese write alike, put together: degrees, roman ordinals, halves, durations, and the rest."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.normalize.counting import GenderOf
from pipeline.normalize.dates import short_years
from pipeline.normalize.iberian_books import book_rules
from pipeline.normalize.iberian_codes import code_rules
from pipeline.normalize.iberian_dates import led, short_date_rules, weekday_rules
from pipeline.normalize.iberian_genders import both_genders, extremes
from pipeline.normalize.iberian_short import short_rules
from pipeline.normalize.iberian_signs import (
    hyphen_rules,
    pair_rules,
    prime_rules,
    score_rules,
    stroke_rules,
    unit_stop_rule,
)
from pipeline.normalize.identifiers import digit_rules
from pipeline.normalize.language import Gender, Language
from pipeline.normalize.measures import per_rules
from pipeline.normalize.numbers import SPACE, START, Numbers, any_of, as_listed
from pipeline.normalize.portions import PART, parts
from pipeline.normalize.romans import numeral
from pipeline.normalize.rules import Rule, rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Those of one of the two languages."""

    leading: str
    days: tuple[tuple[str, str], ...]
    roman_nouns: str
    both: str
    either: str
    stroke: str
    degrees: str
    minutes: str
    inches: str
    numbered: str
    number: str
    over: tuple[tuple[str, str], ...]
    places: str
    between: tuple[str, str]
    books: Mapping[str, str]
    of: str


def rules_of(
    language: Language,
    *,
    words: Words,
    gender_of: GenderOf,
    roman: Callable[[int, Gender, bool], str],
    and_half: dict[Gender, str],
) -> tuple[Rule, ...]:
    """All of these, in their order."""
    numbers = Numbers(language)
    return (
        *short_date_rules(language, words.leading),
        *weekday_rules(words.days, language.to),
        *digit_rules(numbers.digits, words.numbered),
        *pair_rules(numbers, words.over[0][0]),
        *code_rules(numbers, words.places, words.stroke),
        *short_rules(numbers, over=words.over, between=words.between, plural=roman, number=words.number),
        *half_rules(numbers, gender_of, and_half, words.both),
        *degree_rules(numbers.bare, words.degrees),
        *score_rules(language.to, numbers.bare),
        *roman_rules(roman, gender_of, words.roman_nouns, numbers.bare, language.to),
        *book_rules(language, words.books, roman, words.of),
        extremes(gender_of),
        *both_genders(words.both, words.either),
        *prime_rules(words.minutes, words.inches),
        *hyphen_rules(language.to, language.minus, numbers.bare),
        short_years(language.year, {"/": " ", "-": f" {language.to} "}),
        duration_rule(numbers, words.both),
        *per_rules(numbers),
        *stroke_rules(words.stroke, f"{words.both}|{words.either}", language.signs["÷"], language.per),
        unit_stop_rule(any_of(language.units)),
    )


def degree_rules(bare: Callable[[int], str], degrees: str) -> tuple[Rule, ...]:
    """180º with the sign of an ordinal, where no noun follows and what stands before speaks of an angle or of heat."""

    def read(match: re.Match[str]) -> str | None:
        number = int(match["number"])
        leads = number > 12 and led(
            match, "a|de|los|las|os|dos|aos|unos|uns|hasta|até|entre|y|e|com|con|por|em|en|[-\u2212]"
        )
        angle = number in {45, 60, 90, 180, 270, 360} and match["alone"] is not None
        return f"{bare(number)} {degrees}" if leads or angle or led(match, "[-\u2212]") else None

    others = "de|en|em|e|y|o|ou|a|al|por|para|con|com|durante|hasta|até|norte|sur|sul|este|leste|oeste"
    noun = rf"(?! (?!(?:{others})\b)[^\W\d_]{{2}})"
    return (
        rule(rf"{START}(?P<number>[0-9]{{1,3}})[º°](?!{SPACE}?[CFK]\b|\w){noun}(?P<alone>(?!{SPACE}\w))?", read),
        rule(
            r"(?<=[NS] [ye] |.[NS], )(?P<number>[0-9]{1,3})[º°](?= ?[EOWL]\b)",
            lambda match: f"{bare(int(match[1]))} {degrees}",
        ),
        rule(r"(?<=,[0-9])º(?! ?[CF]\b)", lambda _: f" {degrees}"),
    )


def roman_rules(
    say: Callable[[int, Gender, bool], str], gender_of: GenderOf, nouns: str, bare: Callable[[int], str], to: str
) -> tuple[Rule, ...]:
    """II Guerra Mundial, la XXV edición; and numerals of more letters anywhere: siglos XVI y XVII."""

    def read(match: re.Match[str], value: int) -> str | None:
        word, many = match["word"], match["word"].endswith("s") and value < 50
        feminine = led(match, "las?|a|as|na|nas|da|das|à|às|pela") or gender_of(2 if many else 1, word.lower()) == "f"
        return say(value, "f" if feminine else "m", many)

    article = r"(?:(?<=\b[eElL][lLaA] )|(?<=\b[aA]l )|(?<=\b[dD]el )|(?<=\bl[oa]s )|(?<=\b[oOaA] )|(?<=\b[dDnN][oa] ))"
    listed = rf"(?={SPACE}(?P<word>(?i:{nouns}))\b)"
    sure = r"(?=(?:[IVX]{2,9}|X?L[IVX]{1,5}|[IVXLCDM]{4,12})\b)"
    return (
        numeral(r"(?<![\w.'-])", listed, read),
        numeral(rf"{article}(?=[IVX]{{1,9}}\b)", rf"(?={SPACE}(?P<word>[A-ZÁÉÍÓÚÂÊÔ][^\W\d_]{{2,40}})(?!\w))", read),
        rule(r"(?<=[IVX])[-\u2013](?=[IVX]{1,6}\b)", lambda _: f" {to} "),
        numeral(rf"(?<![\w.'@#&])(?<!(?<![IVX])-){sure}", r"(?![\w'’&]|-\w)", lambda _, value: bare(value)),
    )


def half_rules(numbers: Numbers, gender_of: GenderOf, and_half: dict[Gender, str], both: str) -> tuple[Rule, ...]:
    """2 1/2 tazas, 1½ kg, 2 3/4 l: two cups and a half."""
    cardinal, units = numbers.language.cardinal, numbers.language.units
    start = rf"{START}(?P<number>[0-9]{{1,3}})(?:{SPACE}(?=[0-9]+/)|{SPACE}?(?=[^0-9])){PART}"

    def part(match: re.Match[str], gender: Gender) -> str:
        above, below = parts(match)
        return and_half[gender] if below == 2 else f"{both} {numbers.language.fraction(above, below)}"

    def of_word(match: re.Match[str]) -> str | None:
        number, word = int(match["number"]), match["word"]
        gender = gender_of(1, word.lower().removesuffix("s"))
        one = re.sub("(?<=[aeo])s$|(?<=[rzl])es$", "", word) if number == 1 else word
        return f"{cardinal(number, gender)} {one} {part(match, gender)}" if gender else None

    def of_unit(match: re.Match[str]) -> str:
        noun = units[as_listed(match["unit"], units)]
        counted = noun.one if match["number"] == "1" else noun.many
        return f"{cardinal(int(match['number']), noun.gender)} {counted} {part(match, noun.gender)}"

    return (
        rule(rf"{start}{SPACE}?(?P<unit>{any_of(units)})(?!\w)", of_unit),
        rule(rf"{start}{SPACE}(?P<word>[^\W\d_]{{3,40}})(?!\w)", of_word),
    )


def duration_rule(numbers: Numbers, both: str) -> Rule:
    """1h32min15s, 5min30s: an hour, thirty-two minutes and fifteen seconds."""
    units = numbers.language.units
    names = {"hours": units["hs"], "minutes": units["min"], "seconds": units["s"]}

    def read(match: re.Match[str]) -> str:
        parts = [(written, names[name]) for name, written in match.groupdict().items() if written]
        *others, last = [
            f"{numbers.read(written, noun.gender)} {noun.one if written == '1' else noun.many}"
            for written, noun in parts
        ]
        return f"{', '.join(others)} {both} {last}"

    hours, minutes = (
        rf"(?P<hours>[0-9]{{1,3}}){SPACE}?h{SPACE}?",
        rf"(?P<minutes>[0-9]{{1,2}}){SPACE}?(?:min|m|['\u2032])\.?",
    )
    seconds = rf"{SPACE}?(?P<seconds>[0-9]{{1,2}}(?:,[0-9]{{1,3}})?){SPACE}?(?:seg|s|\"|''|\u2033)"
    return rule(rf"{START}(?:{hours})?{minutes}{seconds}(?!\w)", read)
