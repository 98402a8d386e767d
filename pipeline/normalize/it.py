"""Italian: how numbers, dates, sums and signs are read."""

from pipeline.normalize.it_numbers import bare, cardinal, date, fraction, mixed, ordinal, ranged, time
from pipeline.normalize.it_rules import RULES
from pipeline.normalize.it_words import (
    ABBREVIATIONS,
    CURRENCIES,
    FINAL,
    LETTERS,
    MONTHS,
    SIGNS,
    SPELLED,
    UNENDING,
    UNITS,
)
from pipeline.normalize.language import Language
from pipeline.normalize.tables import nouns, words

LANGUAGE = Language(
    code="it",
    decimal_mark=",",
    group_marks=". \u00a0\u202f'’",
    cardinal=cardinal,
    bare=bare,
    ordinal=ordinal,
    ordinal_pattern=r"(?P<number>[0-9]{1,4})\.?(?:º|(?<![0-9]{2})°|(?P<feminine>ª))(?! ?[CF]\b)",
    year=bare,
    date=date,
    date_order="dmy",
    months=MONTHS,
    month_names={name: n for n, month in enumerate(MONTHS, 1) for name in (month, month[:3])} | {"sett": 9},
    time=time,
    fraction=fraction,
    mixed=mixed,
    ratio="a",
    currencies=CURRENCIES,
    with_cents="{units} e {cents} {name}",
    magnitudes=nouns(
        "milione|milioni|mln|Mln|M|m|mn|mio, milione, milioni; miliardo|miliardi|mld|Mld|Mrd|bn|b|B, miliardo, miliardi"
        "; bilioni, bilione, bilioni"
    ),
    magnitude_of="di",
    units=UNITS,
    abbreviations=ABBREVIATIONS,
    final=FINAL,
    signs=SIGNS,
    decimal_word="virgola",
    decimals_together=3,
    minus="meno",
    to="a",
    ranged=ranged,
    per="per",
    unending=UNENDING,
    spelled=SPELLED,
    power="alla",
    version_word="versione",
    roman_before={
        **dict.fromkeys(words("secolo capitolo tomo volume atto canto libro titolo girone municipio"), "ordinal"),
        **dict.fromkeys(words("fase tipo livello gta stadio gruppo categoria allegato paragrafo articolo"), "cardinal"),
    },
    phones=(
        r"(?<![\w+.,-])3[0-9]{2}(?:[ .-][0-9]{3}[ .-][0-9]{3,4}|[ .-]?[0-9]{6,7}| [0-9]{2} [0-9]{2} [0-9]{3})(?![\w-])",
        r"(?<![\w+.,-])0[1-9][0-9]{0,2}\.[0-9]{5,8}(?![\w-]|[.,][0-9])",
        r"(?<![\w+.,-])3[0-9]{2}/[0-9]{6,7}(?![\w/-])",
        r"(?<![\w+.,-])(?:80[03]|199|848|899)[ .-][0-9]{3}[ .-]?[0-9]{3}(?![\w-]| ?[€%])",
    ),
    letters=LETTERS,
    rules=RULES,
)
