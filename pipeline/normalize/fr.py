"""French: how numbers, dates, sums and signs are read."""

from pipeline.normalize.fr_numbers import bare, cardinal, date, fraction, mixed, ordinal, phone_group, time
from pipeline.normalize.fr_rules import RULES
from pipeline.normalize.fr_words import (
    ABBREVIATIONS,
    CURRENCIES,
    FINAL,
    LETTERS,
    MONTHS,
    SHORT_MONTHS,
    SIGNS,
    SPELLED,
    UNENDING,
    UNITS,
)
from pipeline.normalize.language import Language
from pipeline.normalize.tables import nouns, words

NUMBERED = words(
    "chapitre tome volume acte scène partie livre titre phase niveau type article annexe chant classe groupe catégorie"
    " section stade grade leçon gta épisode tableau étape mondiale guerre"
)

LANGUAGE = Language(
    code="fr",
    decimal_mark=",",
    group_marks=". \u00a0\u202f'’",
    cardinal=cardinal,
    ordinal=ordinal,
    ordinal_pattern=r"(?P<number>[0-9]{1,3}(?:[. \u00a0\u202f][0-9]{3}){1,3}|[0-9]{1,6})"
    r"(?:(?P<feminine>re|[eè]re)|er|i?[eè]me|e|ᵉ)",
    year=bare,
    date=date,
    date_order="dmy",
    months=MONTHS,
    month_names={name: n for n, month in enumerate(MONTHS, 1) for name in (month, month[:4])} | SHORT_MONTHS,
    time=time,
    fraction=fraction,
    mixed=mixed,
    ratio="à",
    currencies=CURRENCIES,
    with_cents="{units} {cents}",
    magnitudes=nouns(
        "million|millions|M|m|mn|mio|Mio, million, millions"
        "; milliard|milliards|Md|Mds|Mrd|Mrds|bn|b|B, milliard, milliards"
    ),
    magnitude_of="de",
    magnitude_of_vowel="d'",
    singular_below_two=True,
    units=UNITS,
    abbreviations=ABBREVIATIONS,
    final=FINAL,
    signs=SIGNS,
    decimal_word="virgule",
    decimals_together=3,
    minus="moins",
    to="à",
    per="par",
    unending=UNENDING,
    spelled=SPELLED,
    power="puissance",
    version_word="version",
    roman_before=dict.fromkeys(NUMBERED, "cardinal"),
    phone_group=phone_group,
    phones=(
        r"(?<![\w+.,-])0[1-9](?:\.[0-9]{2}){4}(?![\w-]|[.,][0-9])",
        r"(?<![\w+.,-])0[1-9][0-9]{0,2}/[0-9]{2,3}(?:[. ][0-9]{2}){2}(?![\w-])",
        r"(?<![\w+.,-])0[ \u00a0]8[0-9]{2}(?:[ \u00a0][0-9]{3}){2}(?![\w-])",
        r"(?<![\w+.,-])0[ \u00a0]8[0-9]{2}(?:[ \u00a0][0-9]{2}){3}(?![\w-])",
    ),
    letters=LETTERS,
    rules=RULES,
)
