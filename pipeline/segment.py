"""Segmentation: a text in lines that are read as one breath each, in the words that are spoken.

Boundaries are local: a sentence is a line. A short one joins the next if that is not short itself, and the
first sentence of all is broken at an early clause so that audio starts soon; neither moves any other
boundary, so that changing one sentence of an article changes no line that is not beside it.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.normalize import normalize
from pipeline.script import Line, Script
from pipeline.sentences import CLAUSE_END, SPACE, ends_paragraph, sentences, split, strip

SENTENCE_PAUSE_S = 0.1
PARAGRAPH_PAUSE_S = 0.4

SHORT_CHARS = 16
"""A sentence below this is not worth a line of its own: "Yes."."""

FIRST_CLAUSE_CHARS = (20, 80)
"""How long the first piece of the first sentence is at least, and how long the sentence is that is broken."""

READ_ALOUD = set("#%&@§‰")
"""Signs that have a name when they stand alone, though Unicode counts them as punctuation."""

Span = tuple[int, int]


def segment_text(text: str, language: str, max_chars: int) -> Script:
    """The whole text as lines, none longer than `max_chars`; their spans lie in `text` in order.

    Two lines share a span where one thing is read in so many words that they do not fit into one.

    What holds no letter, digit or symbol once it is normalised is not read but kept as a pause: a text
    of mere punctuation or emoji is a short silence and not an error.
    """
    return Script(tuple(lines(text, language, max_chars)))


def lines(text: str, language: str, max_chars: int) -> Iterator[Line]:
    for start, end in broken_at_first(text, joined(text, sentences(text, language), max_chars)):
        pause_s = PARAGRAPH_PAUSE_S if ends_paragraph(text, start, end) else SENTENCE_PAUSE_S
        pieces = list(spoken(text, *strip(text, start, end), language, max_chars))
        for n, (words, first, last) in enumerate(pieces, 1):
            yield Line(words, first, last, pause_s if n == len(pieces) else 0.0)


def spoken(text: str, start: int, end: int, language: str, max_chars: int) -> Iterator[tuple[str, int, int]]:
    """A span as it is read, in pieces of at most `max_chars`, each with its own span; "" for what is not read."""
    reading = normalize(text[start:end], language)
    words = SPACE.sub(" ", reading.text)
    if not speakable(words):
        yield "", start, end
        return
    for first, last in split(reading.text, *strip(reading.text, 0, len(reading.text)), max_chars):
        source = reading.source_span(first, last)
        piece = SPACE.sub(" ", reading.text[first:last])
        yield piece if speakable(piece) else "", start + source[0], start + source[1]


def joined(text: str, spans: Iterable[Span], max_chars: int) -> Iterator[Span]:
    """Short sentences together with the next, within their paragraph."""
    waiting: int | None = None
    for here, after in pairwise([*spans, None]):
        assert here is not None
        begin = here[0] if waiting is None else waiting
        if waiting is None and after is not None and joins(text, here, after, max_chars):
            waiting = begin
        else:
            waiting = None
            yield begin, here[1]


def joins(text: str, here: Span, after: Span, max_chars: int) -> bool:
    return (
        is_short(here)
        and not is_short(after)
        and after[1] - here[0] <= max_chars
        and not ends_paragraph(text, *here)
        and "\n" not in text[here[0] : here[1]]
    )


def is_short(span: Span) -> bool:
    return span[1] - span[0] < SHORT_CHARS


def broken_at_first(text: str, spans: Iterator[Span]) -> Iterator[Span]:
    """The first sentence in two, if it is long and has a clause that ends early."""
    least, long = FIRST_CLAUSE_CHARS
    for start, end in spans:
        clause = CLAUSE_END.search(text, start + least, end) if end - start > long else None
        if start == 0 and clause is not None and clause.end() < end:
            yield start, clause.end()
            yield clause.end(), end
        else:
            yield start, end


def speakable(text: str) -> bool:
    """Whether there is anything to read: a letter, a digit or a symbol such as %."""
    return any(char.isalnum() or char in READ_ALOUD or unicodedata.category(char)[0] == "S" for char in text)
