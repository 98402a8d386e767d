"""Normalisation: a text as it is spoken, in the language that its tag names."""

from functools import lru_cache

from pipeline.normalize import de, en, es, fr, grammar, it, other, pt
from pipeline.normalize.reading import Reading
from pipeline.normalize.rules import Rule, apply

LANGUAGES = {each.LANGUAGE.code: each.LANGUAGE for each in (de, en, es, fr, it, pt)}


def normalize(text: str, language: str) -> Reading:
    """Numbers, dates, sums and signs in words, markup left out; every part knows the characters it stands for."""
    return apply(_rules(language.split("-", maxsplit=1)[0].lower()), text)


@lru_cache(64)
def _rules(code: str) -> tuple[Rule, ...]:
    return grammar.rules_of(LANGUAGES[code]) if code in LANGUAGES else other.rules_of(code)
