"""Normalisation: a text as it is spoken, in the language that its tag names."""

from collections.abc import Iterator
from functools import lru_cache

from pipeline.manner import Manner, Spoken
from pipeline.normalize import de, en, es, fr, grammar, it, other, pt
from pipeline.normalize.emojis import emoji_rules
from pipeline.normalize.lexicon import LexiconRule
from pipeline.normalize.reading import Reading
from pipeline.normalize.rules import Finder, Rule, apply

LANGUAGES = {each.LANGUAGE.code: each.LANGUAGE for each in (de, en, es, fr, it, pt)}


def prepare(spoken: Spoken) -> None:
    """Make the rules of all languages, which takes some 50 ms each, before somebody waits for them."""
    for code in LANGUAGES:
        _rules(code, spoken)


class Reader:
    """Reads texts aloud, as it were: what the lexicon says, numbers, dates and signs in words, markup left out."""

    def __init__(self, manner: Manner) -> None:
        self._lexicon = LexiconRule(manner.lexicon) if manner.lexicon else None
        rules = _rules(manner.language.split("-", maxsplit=1)[0].lower(), manner.spoken)
        self._rules: tuple[Finder, ...] = (self._lexicon, *rules) if self._lexicon else rules

    def read(self, text: str) -> Reading:
        """What is spoken; every part of it knows the characters it stands for."""
        return apply(self._rules, text)

    def phrases(self, text: str) -> Iterator[tuple[int, int]]:
        """Where entries of the lexicon are written, in order."""
        if self._lexicon is None:
            return
        find, position = self._lexicon.finder(text), 0
        while edit := find(position):
            yield edit.start, edit.end
            position = edit.end


@lru_cache(64)
def _rules(code: str, spoken: Spoken) -> tuple[Rule, ...]:
    markdown = spoken.markdown == "removed"
    rules = (
        grammar.rules_of(LANGUAGES[code], markdown=markdown)
        if code in LANGUAGES
        else other.rules_of(code, markdown=markdown)
    )
    return rules if spoken.emoji == "removed" else (*emoji_rules(code, rules), *rules)
