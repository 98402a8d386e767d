"""Segmentation: a text in lines, a sentence each, none longer than the voice's engine takes."""

import re
import unicodedata
from collections.abc import Iterator

import sentencex

from pipeline.script import Line, Script

SENTENCE_PAUSE_S = 0.1
PARAGRAPH_PAUSE_S = 0.4

WINDOW_CHARS = 1500
"""What `sentencex` is given at once: its time grows with the square of a paragraph's length."""

PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n")
CLAUSE_END = re.compile(r"[,;:\u2013\u2014)\]\u060c\u3001\uff0c\uff1b\uff1a]\s+|[\u3001\uff0c\uff1b\uff1a]")
SPACE = re.compile(r"\s+")
READ_ALOUD = set("#%&@§‰")
"""Signs that have a name when they stand alone, though Unicode counts them as punctuation."""


def segment_text(text: str, language: str, max_chars: int) -> Script:
    """The whole text as lines; their spans lie in `text` in order and do not overlap.

    What holds no letter, digit or symbol is not read but kept as a pause, so a text of mere
    punctuation is a short silence and not an error.
    """
    return Script(tuple(lines(text, language, max_chars)))


def lines(text: str, language: str, max_chars: int) -> Iterator[Line]:
    for start, end in sentences(text, language):
        pause_s = PARAGRAPH_PAUSE_S if PARAGRAPH_BREAK.search(text, start, end) else SENTENCE_PAUSE_S
        pieces = list(split(text, *strip(text, start, end), max_chars))
        for n, (first, last) in enumerate(pieces, 1):
            spoken = SPACE.sub(" ", text[first:last]) if speakable(text[first:last]) else ""
            yield Line(spoken, first, last, pause_s if n == len(pieces) else 0.0)


def sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences, each with the white space behind it (`sentencex` knows some 240 languages)."""
    start, code = 0, language.split("-", maxsplit=1)[0]
    while start < len(text):
        window = text[start : start + WINDOW_CHARS]
        found = sentencex.get_sentence_boundaries(code, window)
        ends = [start + each["end_index"] for each in found[:-1]]  # the last one may go on behind the window
        if start + len(window) == len(text):
            ends.append(len(text))
        for end in ends or [start + cut_point(window)]:
            if end > start:  # white space that sentencex counts as a sentence went with the one before it
                behind = after_space(text, end)
                yield start, behind
                start = behind


def after_space(text: str, start: int) -> int:
    """The first position from `start` on that is not white space."""
    space = SPACE.match(text, start)
    return space.end() if space else start


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    sentence = text[start:end]
    return start + len(sentence) - len(sentence.lstrip()), end - len(sentence) + len(sentence.rstrip())


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


def speakable(text: str) -> bool:
    """Whether there is anything to read: a letter, a digit or a symbol such as % or an emoji."""
    return any(char.isalnum() or char in READ_ALOUD or unicodedata.category(char)[0] == "S" for char in text)
