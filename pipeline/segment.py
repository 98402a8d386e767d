"""Segmentation: a text in lines that are read as one breath each, in the words that are spoken.

Boundaries are local: a sentence is a line. A short one joins the next if that is not short itself, and the
first sentence of all is broken at an early clause so that audio starts soon; neither moves any other
boundary, so that changing one sentence of an article changes no line that is not beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from models.engine import Pronunciation
from pipeline.cutting import CLAUSE_END, SPACE, Span, speakable, split, strip
from pipeline.manner import Manner
from pipeline.normalize import Reader
from pipeline.normalize.reading import Reading
from pipeline.script import Line, Script
from pipeline.sentences import WINDOW_CHARS, ends_paragraph, sentences

SENTENCE_PAUSE_S = 0.1
PARAGRAPH_PAUSE_S = 0.4

SHORT_CHARS = 16
"""A sentence below this is not worth a line of its own: "Yes."."""

FIRST_CLAUSE_CHARS = (20, 80)
"""How long the first piece of the first sentence is at least, and how long the sentence is that is broken."""


def segment_text(text: str, manner: Manner) -> Script:
    """The whole text as lines, none longer than `manner.max_chars`; their spans lie in `text` in order.

    Two lines share a span where one thing is read in so many words that they do not fit into one.

    What holds no letter, digit or symbol once it is normalised is not read but kept as a pause: a text
    of mere punctuation, or of emoji where those are not read, is a short silence and not an error.
    """
    return Script(tuple(lines(text, manner)))


def opening(text: str, manner: Manner) -> Script:
    """The first lines of `segment_text`, one that says something among them: reading them all takes longer."""
    first, coming = list[Line](), lines(text, manner)
    for line in coming:
        first.append(line)
        if line.text:
            break
    more = next(coming, None)
    return Script(tuple(first)) if more is None else Script((*first, more), whole=False)


def lines(text: str, manner: Manner) -> Iterator[Line]:
    reader = Reader(manner)
    spans = broken_at_first(text, joined(text, sentences(text, manner.language), manner.max_chars))
    for start, end in unbroken(spans, reader.phrases(text)):
        first, last = strip(text, start, end)
        *others, final = spoken(reader.read(text[first:last]), first, last, manner)
        yield from others
        yield replace(final, pause_s=PARAGRAPH_PAUSE_S if ends_paragraph(text, start, end) else SENTENCE_PAUSE_S)


def spoken(reading: Reading, start: int, end: int, manner: Manner) -> Iterator[Line]:
    """What stands from `start` to `end`, as it is read, in lines without pauses; "" for what is not read."""
    if not speakable(reading.text):
        yield Line("", start, end, 0.0)
        return
    kept = [(word.start, word.end) for word in reading.pronunciations]
    whole = strip(reading.text, 0, len(reading.text))
    for first, last in split(reading.text, *whole, manner.max_chars, manner.target_chars, kept):
        source = reading.source_span(first, last)
        yield line(reading, first, last, start + source[0], start + source[1])


def line(reading: Reading, first: int, last: int, start: int, end: int) -> Line:
    """One piece of what is read, with its white space as single spaces; a word that was cut has lost its IPA."""
    piece = reading.text[first:last]
    if not speakable(piece):
        return Line("", start, end, 0.0)

    def moved(edge: int) -> int:
        return len(one_spaced(reading.text[first:edge]))

    words = (Pronunciation(moved(word.start), moved(word.end), word.ipa) for word in reading.pronounced(first, last))
    return Line(one_spaced(piece), start, end, 0.0, tuple(words))


def one_spaced(text: str) -> str:
    return SPACE.sub(" ", text)


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


def unbroken(spans: Iterable[Span], phrases: Iterator[Span]) -> Iterator[Span]:
    """Without the boundaries that lie within a phrase of the lexicon: of ".NET" or "Yahoo! Inc."."""
    phrase, begin = next(phrases, None), None
    for start, end in spans:
        while phrase and phrase[1] <= end:
            phrase = next(phrases, None)
        begin = start if begin is None else begin
        if phrase is None or end <= phrase[0] or end - begin > WINDOW_CHARS:
            yield begin, end
            begin = None
