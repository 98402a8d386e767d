"""Numbers: how a language writes them, and how they are read; all other rules build on this."""

import re
from collections.abc import Collection, Iterable

from pipeline.normalize.language import Gender, Language, Noun
from pipeline.normalize.rules import Rule, rule

SPACE = "[ \u00a0\u2009\u202f]"
START = r"(?:(?<![0-9A-Za-z_])|(?<=[0-9]x))(?<![0-9][.,:/])"
"""A number begins here: not within a word, and not behind the mark of another number; but so does the 4 of 3x4."""
LONGEST = 15
"""Digits of a number that is read as such; a longer one is read digit by digit."""


def any_of(written: Iterable[str]) -> str:
    """A regular expression of these strings, the longest first."""
    escaped = [re.escape(each).replace(r"\ ", f"{SPACE}?") for each in sorted(written, key=len, reverse=True)]
    return f"(?:{'|'.join(escaped)})" if escaped else "(?!)"


def as_listed(written: str, table: Collection[str]) -> str:
    """What `any_of(table)` matched, with the spaces that the table has: "sq m" for "sqm"."""
    bare = re.sub(SPACE, "", written)
    return written if written in table else next(each for each in table if each.replace(" ", "") == bare)


class Numbers:
    """The numbers of one language."""

    def __init__(self, language: Language) -> None:
        groups = "".join(re.escape(mark) for mark in language.group_marks)
        self.language = language
        self.grouped = rf"[0-9]{{1,3}}(?:[{groups}][0-9]{{3}}){{1,4}}+(?![0-9])"
        whole = rf"(?:{self.grouped}|[0-9]{{1,{LONGEST}}}+)"
        self.pattern = rf"{whole}(?:{re.escape(language.decimal_mark)}[0-9]{{1,{LONGEST}}}+)?(?![0-9])"
        self.amount = (
            rf"(?P<minus>(?<![\w)])[-\u2212])?{START}(?P<low>{self.pattern})"
            rf"(?:(?:-|{SPACE}?[\u2013\u2014]{SPACE}?)(?P<high>{self.pattern}))?"
        )
        self._plain = str.maketrans(dict.fromkeys(language.group_marks, "") | {language.decimal_mark: "."})

    def plain(self, written: str) -> str:
        """Without marks between groups, and with a point before decimals."""
        return written.translate(self._plain)

    def digits(self, written: str) -> str:
        """One by one."""
        return " ".join(self.bare(int(digit)) for digit in written if digit.isdecimal())

    def bare(self, number: int) -> str:
        language = self.language
        return language.bare(number) if language.bare else language.cardinal(number, "m")

    def whole(self, digits: str, gender: Gender | None = None) -> str:
        """A whole number: in the gender of what it counts, bare without one."""
        if len(digits) > LONGEST or (len(digits) > 1 and digits[0] == "0"):
            return self.digits(digits)
        return self.language.cardinal(int(digits), gender) if gender else self.bare(int(digits))

    def read(self, written: str, gender: Gender | None = None) -> str:
        """A number as it is written: with groups, with decimals."""
        whole, _, decimals = self.plain(written).partition(".")
        if not decimals:
            return self.whole(whole, gender)
        return f"{self.whole(whole)} {self.language.decimal_word} {self._decimals(decimals)}"

    def _decimals(self, decimals: str) -> str:
        number = decimals.lstrip("0")
        if not number or len(decimals) > self.language.decimals_together:
            return self.digits(decimals)
        zeros = self.digits("0" * (len(decimals) - len(number)))
        return f"{zeros} {self.whole(number)}".strip()

    def read_amount(self, match: re.Match[str], gender: Gender | None = None) -> str:
        """What `amount` matched: a number, its sign, the other end of its range."""
        spoken = self.read(match["low"], gender)
        if match["high"]:
            spoken = self.range(match, spoken, self.read(match["high"], gender))
        return f"{self.language.minus} {spoken}" if match["minus"] else spoken

    def range(self, match: re.Match[str], low: str, high: str) -> str:
        """Both ends in words, as what stands before them asks."""
        if self.language.ranged:
            return self.language.ranged(low, high, match.string[max(match.start() - 30, 0) : match.start()].lower())
        return f"{low} {self.language.to} {high}"

    def count(self, match: re.Match[str], noun: Noun) -> str:
        """What `amount` matched, and what it counts."""
        return f"{self.read_amount(match, noun.gender)} {self.form(match, noun)}"

    def form(self, match: re.Match[str], noun: Noun) -> str:
        """Singular behind one alone."""
        alone = not match["high"] and self.single(match["low"])
        return noun.one if alone else self.many(match["high"] or match["low"], noun)

    def single(self, written: str) -> bool:
        """Whether the noun behind it is in the singular: one, in some languages all below two."""
        return written == "1" or (self.language.singular_below_two and float(self.plain(written)) < 2)

    def many(self, written: str, noun: Noun) -> str:
        """The plural, behind whole millions linked as behind the word for them: un millón de euros."""
        millions = re.fullmatch("[0-9]{1,9}0{6}", self.plain(written))
        return self.linked(noun.many) if millions else noun.many

    def linked(self, counted: str) -> str:
        """What is counted behind a magnitude: de dólares, d'euros."""
        language = self.language
        if language.magnitude_of_vowel and counted[0] in "aeiouyéêh":
            return language.magnitude_of_vowel + counted
        return f"{language.magnitude_of} {counted}".strip()

    def rises(self, match: re.Match[str]) -> bool:
        """Whether this is a range, and not two numbers with a hyphen: 3-5, but not 10-4."""
        low, high = self.plain(match["low"]), self.plain(match["high"])
        return float(low) < float(high) and not (low[0] == "0" and low.isdecimal() and len(low) > 1)


def number_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """Ranges, years, numbers by themselves; behind all rules that know more about a number."""
    year = numbers.language.year_pattern or "(?!)"
    years = rf"{START}(?P<low>{year})(?:{SPACE}?[-\u2013\u2014]{SPACE}?(?P<high>{year}))?(?![0-9]|[.,][0-9])"
    return (
        rule(years, lambda match: _years(numbers, match)),
        rule(numbers.amount, lambda match: _amount(numbers, match)),
        rule(rf"(?P<minus>(?<![\w)])[-\u2212])?(?<![0-9])(?P<low>{numbers.pattern})(?P<high>)?", numbers.read_amount),
        rule("[0-9]++", lambda match: numbers.digits(match[0])),
    )


def _years(numbers: Numbers, match: re.Match[str]) -> str:
    spoken = [numbers.language.year(int(each)) for each in (match["low"], match["high"]) if each]
    return f" {numbers.language.to} ".join(spoken)


def _amount(numbers: Numbers, match: re.Match[str]) -> str | None:
    """A range, or with a true dash the score that it joins: 217–213."""
    score = re.fullmatch("[0-9]{1,3} ?\u2013 ?[0-9]{1,3}", match[0])
    return numbers.read_amount(match) if match["high"] and (score or numbers.rises(match)) else None
