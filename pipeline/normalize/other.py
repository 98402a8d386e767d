"""Other languages: markup is left out, plain numbers are read where num2words knows how, the rest stays."""

from functools import partial

from num2words import CONVERTER_CLASSES, num2words

from pipeline.normalize.markup import markup_rules
from pipeline.normalize.numbers import LONGEST
from pipeline.normalize.rules import Rule, rule

WHOLE = rf"(?<![\w.,-])[0-9]{{1,{LONGEST}}}+(?![\w]|[.,:/-][0-9])"
"""Numbers in a date, a time or a price are not plain: how they are read depends on the language."""


def rules_of(code: str, *, markdown: bool = True) -> tuple[Rule, ...]:
    """The rules of a language that has no file of its own, by its code in ISO 639-1."""
    markup = markup_rules({}, markdown=markdown)
    if code not in CONVERTER_CLASSES:
        return markup
    cardinal = partial(num2words, lang=code)
    return (*markup, rule(WHOLE, lambda match: _number(cardinal, match[0])))


def _number(cardinal: partial[str], written: str) -> str | None:
    try:
        return cardinal(int(written))
    except (
        NotImplementedError,
        OverflowError,
        IndexError,
        KeyError,
    ):  # num2words ends at another size in each language
        return None
