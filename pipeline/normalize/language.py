"""Language: the words and habits with which one language reads numbers, dates, sums and signs.

A language file fills this in; what is alike everywhere is built from it in `grammar.py`. The fields
with a default, from `formulas` on, are habits that only some languages have: a number without a noun
that sounds unlike one with it, cents without their name, digits behind the mark read as one number.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.normalize.rules import Rule

Gender = Literal["m", "f", "n"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A counted word: "one dollar", "two dollars"."""

    one: str
    many: str
    gender: Gender = "m"


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """A currency and its hundredth."""

    unit: Noun
    cent: Noun


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Everything that `grammar.rules_of` needs to read this language."""

    code: str
    """ISO 639-1, as num2words knows it."""
    decimal_mark: str
    """"." or ","."""
    group_marks: str
    """Characters that may stand between groups of three digits."""
    cardinal: Callable[[int, Gender], str]
    """0 to 10**15, in the gender of what is counted."""
    ordinal: Callable[[int, Gender], str]
    ordinal_pattern: str
    """Regular expression with the groups `number` and, where the ending tells it, `feminine`: 1st, 2e, 3.º."""
    year: Callable[[int], str]
    date: Callable[[int, int, int | None], str]
    """(day, month 1-12, year or None) as it is spoken."""
    date_order: Literal["dmy", "mdy"]
    """Of all-digit dates with slashes or dots; ISO dates are always year, month, day."""
    months: tuple[str, ...]
    month_names: Mapping[str, int]
    """Every spelling that stands in a date, abbreviated ones too, in lower case and without dots."""
    time: Callable[[int, int, int | None], str]
    """(hour 0-23, minute, second or None)"""
    fraction: Callable[[int, int], str]
    """(numerator, denominator)"""
    currencies: Mapping[str, Currency]
    """By sign and by ISO code: "$", "USD", "€"..."""
    units: Mapping[str, Noun]
    """By symbol, case-sensitive: "km", "km/h", "°C", "%", "kWh", "GB", "ml"..."""
    abbreviations: Mapping[str, str]
    """With their dots: "Dr.", "z. B.", "p. ex."; read in lower and title case as written here. No sentence ends
    behind them, but for `final`."""
    signs: Mapping[str, str]
    """Single characters with a name: "&", "+", "=", "@", "#", "§", "×", "±", "→"..."""
    decimal_word: str
    """Between the whole and the digits behind the mark: "point", "Komma"."""
    minus: str
    to: str
    """Between the ends of a range: 3-5."""
    spelled: Mapping[str, str]
    """Signs in addresses and versions: ".", "/", "-", "_", "@", ":", "?", "=", "&", "#", "+", "~", "%"."""
    roman_before: Mapping[str, Literal["cardinal", "ordinal"]]
    """Words (lower case) before a roman numeral, and how it is read then: chapter IV, Louis XIV."""
    formulas: Mapping[str, str] = field(default_factory=dict)
    """Chemical formulas with an everyday name; others are spelled."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """Names of the letters that formulas are spelled with; without one the letter stays."""
    ranged: Callable[[str, str, str], str] | None = None
    """(low, high, up to 30 characters before it in lower case) of a range, where `to` alone is not enough."""
    bare: Callable[[int], str] | None = None
    """A number with no noun behind it (eins, uno), where that is not `cardinal(n, "m")` (ein, un)."""
    decimals_together: int = 0
    """Up to so many digits behind the mark are read as one number (virgule quatorze), more of them one by one."""
    with_cents: str = "{units} {cents} {name}"
    """4.50 of a currency: `units` is "four dollars", `cents` "fifty", `name` "cents"."""
    magnitudes: Mapping[str, Noun] = field(default_factory=dict)
    """Words and abbreviations between a number and its currency or unit: "million", "bn", "Mio."."""
    magnitude_of: str = ""
    """Between a magnitude and the currency: "de" in "tres millones de dólares"."""
    magnitude_of_vowel: str = ""
    """The same where it merges with a vowel behind it: "d'"."""
    thousand: str = ""
    """The magnitude that needs no word behind it: "mil"."""
    year_pattern: str = ""
    """Regular expression of a number that is read as a year where it stands alone; empty: years are cardinals."""
    time_suffix: str = ""
    """Regular expression of what may follow a time and is spoken by `time` itself: "Uhr"."""
    date_link: str = ""
    """Regular expression of the words between day, month and year: "de", "of"."""
    mixed: Callable[[int, int, int], str] | None = None
    """(whole, numerator, denominator): "two and a half"; else `cardinal` and `fraction` side by side."""
    agreeing: Callable[[str, str], str] | None = None
    """(ordinal or date, up to 30 characters before it in lower case) -> with the ending that it needs there."""
    ratio: str = ""
    """Between the numbers of a score or ratio, 3:2; empty: not read."""
    roman_article: str = ""
    """Before an ordinal in roman numerals: "the" in "Henry the eighth"."""
    final: frozenset[str] = frozenset()
    """Abbreviations that may end a sentence: before a capital their full stop stays."""
    unending: str = ""
    """Regular expression of what no sentence ends within: "3. Stock", "Eq. 7"."""
    version_word: str = "version"
    power: str = ""
    """Before an exponent that has no sign in `signs` ("²" and "³" may): "to the power of"."""
    phone_group: Callable[[str], str] | None = None
    """One group of a phone number, where it is not read digit by digit."""
    phones: tuple[str, ...] = ()
    """Regular expressions of phone numbers that begin neither with + nor with 0: 912 345 678, 91234-5678."""
    per: str = ""
    """Between a unit or a currency and what it is divided by: €/month, mg/dl; empty: only units of the table."""
    singular_below_two: bool = False
    """Nought and one and a half are counted in the singular, too: 1,5 litre, 0 degré."""
    rules: tuple[Rule, ...] = ()
    """What only this language writes; tried before everything else."""
