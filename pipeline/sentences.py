"""Sentences: where they begin and end in a text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise

import sentencex

from pipeline.cutting import Span, after_space, split, strip
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
WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")


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
        kept = (end for end in found if end == len(text) or not goes_on(text, end, code))
        first = next(kept, None)
        if first is None:
            first = next(split(text, start, start + len(window), len(window) - 1))[1]
        for end in chain([first], kept):
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
