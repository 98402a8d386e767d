"""Sentences: where they begin and end in a text, and where a long stretch is best cut."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import sentencex

from pipeline.normalize import LANGUAGES
from pipeline.normalize.numbers import any_of

WINDOW_CHARS = 1500
"""What `sentencex` is given at once: its time grows with the square of a paragraph's length."""

PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n")
BLOCK_BREAK = re.compile(
    r"\n(?=[ \t]{0,8}(?:[-*+•>|]|#{1,6}|\d{1,3}[.)])[ \t])|(?<=\n)#{1,6} [^\n]*(\n)|^#{1,6} [^\n]*(\n)"
)
"""A line that begins a list item, a quotation, a table row or a heading, and the end of a heading (Markdown)."""

LONE_NUMBER = re.compile(r"\s*\d{1,3}[.)]\s*")
"""The number of a list item is no sentence."""

ORDINAL_SIGNS = ("º", "ª", "°")
CLAUSE_END = re.compile(r"[,;:\u2013\u2014)\]\u060c\u3001\uff0c\uff1b\uff1a]\s+|[\u3001\uff0c\uff1b\uff1a]")
SPACE = re.compile(r"\s+")
WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")

Span = tuple[int, int]


def sentences(text: str, language: str) -> Iterator[Span]:
    """Spans of sentences and of Markdown's blocks, each with the white space behind it."""
    for start, end in prose(text, language):
        breaks = [found.end() for found in BLOCK_BREAK.finditer(text, start, end) if found.end() < end]
        yield from pairwise([start, *breaks, end])


def prose(text: str, language: str) -> Iterator[Span]:
    """Spans of sentences (`sentencex` knows some 240 languages)."""
    start, code = 0, language.split("-", maxsplit=1)[0]
    while start < len(text):
        window = text[start : start + WINDOW_CHARS]
        found = list(sentence_ends(text, start, boundaries(window, code)))
        if start + len(window) == len(text):
            found.append(len(text))
        found = [end for end in found if end == len(text) or not goes_on(text, end, code)]
        for end in found or [next(split(text, start, start + len(window), len(window) - 1))[1]]:
            if end > start:  # white space that sentencex counts as a sentence went with the one before it
                behind = after_space(text, end)
                yield start, behind
                start = behind


def boundaries(window: str, code: str) -> Sequence[Mapping[str, int]]:
    """What `sentencex` finds, white space all alike: version 1.0 panics over a wide space before a full stop."""
    plain = WIDE_SPACE.sub(" ", window)
    try:
        found: Sequence[Mapping[str, int]] = sentencex.get_sentence_boundaries(code, plain)
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        found = ()
    return found


def sentence_ends(text: str, start: int, found: Sequence[Mapping[str, int]]) -> Iterator[int]:
    """Where the sentences found from `start` on end, but for the last, which may go on behind the window."""
    for each in found[:-1]:
        end = start + each["end_index"]
        last_line = text.rfind("\n", start, strip(text, start, end)[1]) + 1
        if not LONE_NUMBER.fullmatch(text, max(last_line, start), end):
            yield end


def goes_on(text: str, end: int, code: str) -> bool:
    """Whether what looks like the end of a sentence is within or behind an abbreviation, or before the º of 5.º."""
    language = LANGUAGES.get(code)
    if language is None:
        return False
    stop = strip(text, max(end - 200, 0), end)[1]
    if PARAGRAPH_BREAK.search(text, stop, end):
        return False
    if text[stop : stop + 1] in ORDINAL_SIGNS:
        return True
    if language.unending and any(
        each.start() < stop < each.end()
        for each in re.compile(language.unending).finditer(text, max(stop - 40, 0), stop + 40)
    ):
        return True
    around = joining(code).finditer(text, max(stop - 20, 0), stop + 20)
    open_ended = text[end : end + 1].islower() or text[end : end + 1].isdigit()
    return any(
        each.start() < stop < each.end() or (stop == each.end() and (open_ended or each[0] not in language.final))
        for each in around
    )


@lru_cache(16)
def joining(code: str) -> re.Pattern[str]:
    """The abbreviations of a language that have a full stop."""
    dotted = [each for each in LANGUAGES[code].abbreviations if each.endswith((".", ".º", ".ª"))]
    both = {*dotted, *(each[0].upper() + each[1:] for each in dotted)}
    return re.compile(rf"(?<![\w.]){any_of(both)}")


def ends_paragraph(text: str, start: int, end: int) -> bool:
    """Whether a blank line is in the span, which a sentence has only behind it."""
    return PARAGRAPH_BREAK.search(text, start, end) is not None


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
