"""English, as it is read in America: the month before the day, American units and spelling."""

from pipeline.normalize.en_attributes import RULES as ATTRIBUTES
from pipeline.normalize.en_clock import RULES as CLOCK
from pipeline.normalize.en_counts import RULES as COUNTS
from pipeline.normalize.en_math import CHEMICALS
from pipeline.normalize.en_math import RULES as MATH
from pipeline.normalize.en_math import SIGNS as FORMULA_SIGNS
from pipeline.normalize.en_names import RULES as NAMES
from pipeline.normalize.en_numbers import cardinal, date, fraction, mixed, ordinal, time, year
from pipeline.normalize.en_phones import RULES as PHONES
from pipeline.normalize.en_romans import RULES as ROMANS
from pipeline.normalize.en_short import RULES as SHORT
from pipeline.normalize.en_short import UNENDING
from pipeline.normalize.en_sums import RULES as SUMS
from pipeline.normalize.en_times import RULES as TIMES
from pipeline.normalize.en_words import (
    ABBREVIATIONS,
    CURRENCIES,
    MAGNITUDES,
    MAY_END_A_SENTENCE,
    MONTHS,
    SIGNS,
    SPELLED,
    UNITS,
)
from pipeline.normalize.language import Language
from pipeline.normalize.rules import needing

NO_YEAR = r" (?:people|men|women|(?!was|has|crisis)[a-z]{2,15}[^\Wisu]s)\b"

LANGUAGE = Language(
    code="en",
    decimal_mark=".",
    group_marks=",'’\u00a0\u2009\u202f",
    cardinal=cardinal,
    ordinal=ordinal,
    ordinal_pattern=r"(?P<number>[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,9})(?:st|nd|rd|th|ST|ND|RD|TH)",
    year=year,
    year_pattern=rf"(?:1[1-9]|20)[0-9]{{2}}(?!{NO_YEAR})",
    date=date,
    date_order="mdy",
    date_link="of",
    months=MONTHS,
    month_names={short.lower(): n for n, name in enumerate(MONTHS, 1) for short in (name, name[:3])} | {"sept": 9},
    time=time,
    fraction=fraction,
    mixed=mixed,
    ratio="to",
    currencies=CURRENCIES,
    with_cents="{units} and {cents} {name}",
    magnitudes=MAGNITUDES,
    units=UNITS,
    abbreviations=ABBREVIATIONS,
    final=frozenset(MAY_END_A_SENTENCE.split()) | {"et al."},
    signs=SIGNS,
    decimal_word="point",
    minus="minus",
    to="to",
    spelled=SPELLED,
    power="to the power of",
    time_suffix=r"h(?!\w)",
    roman_before={},
    unending=UNENDING,
    per="per",
    phones=(r"(?<![\w+.,/-])[2-9][0-9]{2}-[0-9]{4}(?![\w-])",),
    rules=(
        *ROMANS,
        *needing("[0-9]", SUMS),
        *CHEMICALS,
        *needing(FORMULA_SIGNS, MATH),
        *needing("[0-9]", NAMES),
        *needing("[0-9*#]", PHONES),
        *SHORT,
        *needing("[0-9\u2013-]", (*CLOCK, *TIMES)),
        *needing("[0-9°]", ATTRIBUTES),
        *COUNTS,
    ),
)
