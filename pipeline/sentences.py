"""Sentences: where they begin and end in a text, and where a long stretch is best cut."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import sentencex

WINDOW_CHARS = 1500
"""What `sentencex` is given at once: its time grows with the square of a paragraph's length."""

PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n")
BLOCK_BREAK = re.compile(
    r"\n(?=[ \t]{0,8}(?:[-*+•>|]|#{1,6}|\d{1,3}[.)])[ \t])|(?<=\n)#{1,6} [^\n]*(\n)|^#{1,6} [^\n]*(\n)"
)
"""A line that begins a list item, a quotation, a table row or a heading, and the end of a heading (Markdown)."""

LONE_NUMBER = re.compile(r"\s*\d{1,3}[.)]\s*")
"""The number of a list item is no sentence."""

CLAUSE_END = re.compile(r"[,;:\u2013\u2014)\]\u060c\u3001\uff0c\uff1b\uff1a]\s+|[\u3001\uff0c\uff1b\uff1a]")
SPACE = re.compile(r"\s+")


def sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences and of Markdown's blocks, each with the white space behind it."""
    for start, end in prose(text, language):
        breaks = [found.end() for found in BLOCK_BREAK.finditer(text, start, end) if found.end() < end]
        yield from pairwise([start, *breaks, end])


def prose(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences (`sentencex` knows some 240 languages)."""
    start, code = 0, language.split("-", maxsplit=1)[0]
    while start < len(text):
        window = text[start : start + WINDOW_CHARS]
        ends = list(sentence_ends(text, start, sentencex.get_sentence_boundaries(code, window)))
        if start + len(window) == len(text):
            ends.append(len(text))
        for end in ends or [start + cut_point(window)]:
            if end > start:  # white space that sentencex counts as a sentence went with the one before it
                behind = after_space(text, end)
                yield start, behind
                start = behind


def sentence_ends(text: str, start: int, found: Sequence[Mapping[str, int]]) -> Iterator[int]:
    """Where the sentences found from `start` on end, but for the last, which may go on behind the window."""
    for each in found[:-1]:
        end = start + each["end_index"]
        last_line = text.rfind("\n", start, strip(text, start, end)[1]) + 1
        if not LONE_NUMBER.fullmatch(text, max(last_line, start), end):
            yield end


def ends_paragraph(text: str, start: int, end: int) -> bool:
    """Whether a blank line is in the span, which a sentence has only behind it."""
    return PARAGRAPH_BREAK.search(text, start, end) is not None


def after_space(text: str, start: int) -> int:
    """The first position from `start` on that is not white space."""
    space = SPACE.match(text, start)
    return space.end() if space else start


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    stretch = text[start:end]
    first = start + len(stretch) - len(stretch.lstrip())
    return first, max(first, start + len(stretch.rstrip()))


def split(text: str, start: int, end: int, max_chars: int) -> Iterator[tuple[int, int]]:
    """A span in pieces of at most `max_chars`: cut at a clause, else between words, else anywhere."""
    while end - start > max_chars:
        cut = cut_point(text[start : start + max_chars + 1])
        yield strip(text, start, start + cut)
        start = after_space(text, start + cut)
    if start < end:
        yield start, end


def cut_point(window: str) -> int:
    """Where to cut a window that is one character longer than a piece may be."""
    limit = len(window) - 1
    for boundary, least in ((CLAUSE_END, limit // 3), (SPACE, 0)):
        ends = [found.end() for found in boundary.finditer(window) if found.end() <= limit]
        if ends and ends[-1] > least:
            return ends[-1]
    return limit
