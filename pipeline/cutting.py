"""Cutting: where a stretch of text that is too long for one breath is best cut."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.script import Line

Span = tuple[int, int]

CLAUSE_END = re.compile(r"[,;:\u2013\u2014)\]\u060c\u3001\uff0c\uff1b\uff1a]\s+|[\u3001\uff0c\uff1b\uff1a]")
SPACE = re.compile(r"\s+")

READ_ALOUD = set("#%&@§‰")
"""Signs that have a name when they stand alone, though Unicode counts them as punctuation."""


def cut(line: Line, max_chars: int, target_chars: int | None = None) -> Iterator[Line]:
    """A line in pieces as `split` has them, for a voice that cannot take it whole.

    Each has the span of the whole; the pause behind it is nobody's. A word that was cut has lost its IPA.
    """
    kept = [(word.start, word.end) for word in line.pronunciations]
    for first, last in split(line.text, 0, len(line.text), max_chars, target_chars, kept):
        if speakable(piece := line.text[first:last]):
            words = (word for word in line.pronunciations if first <= word.start and word.end <= last)
            moved = tuple(replace(word, start=word.start - first, end=word.end - first) for word in words)
            yield replace(line, text=piece, pronunciations=moved, pause_s=0.0)


def after_space(text: str, start: int) -> int:
    """The first position from `start` on that is not white space."""
    space = SPACE.match(text, start)
    return space.end() if space else start


def strip(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends."""
    stretch = text[start:end]
    first = start + len(stretch) - len(stretch.lstrip())
    return first, max(first, start + len(stretch.rstrip()))


def split(
    text: str, start: int, end: int, max_chars: int, target_chars: int | None = None, kept: Sequence[Span] = ()
) -> Iterator[Span]:
    """A span in pieces of at most `max_chars`: cut at a clause, else between words, else anywhere.

    What fits but is longer than `target_chars` is cut at clauses only. No cut falls into one of the
    `kept` spans, unless that is longer than a piece may be.
    """
    target = min(target_chars or max_chars, max_chars)
    kept = [span for span in kept if span[1] - span[0] <= max_chars]
    while end - start > target:
        stop = min(end, start + max_chars + 1)
        near = kept[bisect_left(kept, (start, 0)) : bisect_left(kept, (stop, 0))]
        cut = cut_point(text[start:stop], max_chars, target, [(first - start, last - start) for first, last in near])
        if cut is None:
            break
        yield strip(text, start, start + cut)
        start = after_space(text, start + cut)
    if start < end:
        yield start, end


def cut_point(window: str, max_chars: int, target: int, kept: Sequence[Span] = ()) -> int | None:
    """Where a window is best cut, which is the whole of what is left or one character longer than a piece may be.

    The nearest to `target` is best, but no clause shorter than a third of it is worth a piece of its own.
    None: it fits, and is as near to the target as any such clause.
    """
    fits, least = len(window) <= max_chars, target // 3
    clause = nearest(target, ends(CLAUSE_END, window, kept), least, len(window) - least if fits else max_chars)
    if fits:
        return clause if clause and abs(clause - target) < len(window) - target else None
    return clause or nearest(target, ends(SPACE, window, kept), 0, max_chars) or before(kept, max_chars)


def nearest(target: int, cuts: Iterable[int], above: int, at_most: int) -> int | None:
    return min((cut for cut in cuts if above < cut <= at_most), key=lambda cut: abs(cut - target), default=None)


def ends(boundary: re.Pattern[str], window: str, kept: Sequence[Span]) -> Iterator[int]:
    """Where the boundaries end that lie in none of the kept spans."""
    return (cut for found in boundary.finditer(window) if before(kept, cut := found.end()) == cut)


def before(kept: Sequence[Span], cut: int) -> int:
    """The same place, or the start of the kept span that it lies in."""
    return next((first for first, last in kept if first < cut < last), cut)


def speakable(text: str) -> bool:
    """Whether there is anything to read: a letter, a digit or a symbol such as %."""
    return any(char.isalnum() or char in READ_ALOUD or unicodedata.category(char)[0] == "S" for char in text)
