"""Lexicon: the words that a caller says how to read, found before any rule of the language looks at them."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from models.lexicon import MOST_CHARS, Saying
from pipeline.normalize.reading import Edit

UNSPACED = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Kana and Han: written without spaces, so that a word may begin at any character."""
IN_UNSPACED = re.compile(f"[{UNSPACED}]")
START = re.compile(rf"(?<![^\W_])\S|[{UNSPACED}]")
"""Where a word may begin; `parted` knows for certain."""
UNEVEN = re.compile(r"\s\s|[^\S ]")
SPACE_OR_CHARACTER = re.compile(r"\s+|\S")


class Phrases:
    """Entries by their words, and the longest that is written at some place of a text."""

    def __init__(self, sayings: Iterable[Saying]) -> None:
        self._sayings = {even(saying.written)[0]: saying for saying in sayings}
        self._sorted = sorted(self._sayings)
        self._firsts = {phrase[0] for phrase in self._sorted}
        self._shorter = dict(_beginnings(self._sorted))

    def longest(self, text: str, start: int) -> tuple[int, Saying] | None:
        """Where the longest entry ends that is written at `start` as a whole word, and the entry."""
        if text[start] not in self._firsts:
            return None
        for phrase in self._written(text[start : start + MOST_CHARS]):
            end = start + len(phrase)
            if parted(text, end - 1, end):
                return end, self._sayings[phrase]
        return None

    def _written(self, window: str) -> Iterator[str]:
        """The phrases that `window` begins with, the longest first.

        The last one in alphabetical order that is not behind `window` is one of them, or begins with all of them.
        """
        at = bisect_right(self._sorted, window)
        phrase = self._sorted[at - 1] if at else ""
        while phrase:
            if window.startswith(phrase):
                yield phrase
            phrase = self._shorter[phrase]


def _beginnings(phrases: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each of the sorted phrases with the longest other that it begins with, or ""."""
    open_phrases = [""]
    for phrase in phrases:
        while not phrase.startswith(open_phrases[-1]):
            open_phrases.pop()
        yield phrase, open_phrases[-1]
        open_phrases.append(phrase)


class LexiconRule:
    """Whole words and phrases as they are written, those in lower case in any; the longest first."""

    def __init__(self, sayings: Sequence[Saying]) -> None:
        self._any_case = Phrases(each for each in sayings if each.written == each.written.lower())
        self._as_written = Phrases(each for each in sayings if each.written != each.written.lower())

    def finder(self, text: str) -> Callable[[int], Edit | None]:
        """What finds the first entry from a position on. Linear in the text, whatever the number of entries."""
        plain, origin = even(text)
        forms = (self._as_written, plain), (self._any_case, lowered(plain))

        def find(position: int) -> Edit | None:
            for match in START.finditer(plain, bisect_left(origin, position)):
                start = match.start()
                hits = [hit for phrases, form in forms if (hit := phrases.longest(form, start))]
                if hits and parted(plain, start, start - 1):
                    end, saying = max(hits, key=lambda hit: hit[0])
                    return _edit(text, origin[start], origin[end], saying)
            return None

        return find


def _edit(text: str, start: int, end: int, saying: Saying) -> Edit:
    """What is spoken; a space before a sign stays, whatever the rules of markup take away before it."""
    spoken = " ".join((saying.say or text[start:end]).split())
    lead = " " if text[start - 1 : start] == " " and not text[start].isalnum() else ""
    return Edit(start, end, lead + spoken, saying.ipa or "")


def parted(text: str, inner: int, outer: int) -> bool:
    """Whether a word that has its edge at `inner` does not go on at `outer`, the position beside it."""
    if not 0 <= outer < len(text):
        return True
    kind = unicodedata.category(text[outer])[0]
    if kind == "M" and outer > inner:
        return False
    return kind not in "LNM" or bool(IN_UNSPACED.match(text, inner) and IN_UNSPACED.match(text, outer))


def even(text: str) -> tuple[str, Sequence[int]]:
    """The text with one apostrophe for all and one space for white space, and where each character comes from.

    A blank line is no white space within a phrase: it becomes a line break.
    """
    text = text.replace("’", "'")
    if not UNEVEN.search(text):
        return text, range(len(text) + 1)
    found = [(match.start(), match[0]) for match in SPACE_OR_CHARACTER.finditer(text)]
    plain = "".join(each if not each.isspace() else " " if each.count("\n") < 2 else "\n" for _, each in found)
    return plain, [*(start for start, _ in found), len(text)]


def lowered(text: str) -> str:
    """In lower case, letter by letter where that would be longer (İ)."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(low if len(low := char.lower()) == 1 else char for char in text)
    )
