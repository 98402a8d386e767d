"""Reading a book: bytes in, chapters out, each of a length that can be spoken."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from pipeline.book import markdown, plain
from pipeline.book.book import Book, Chapter, Section, divide
from pipeline.book.epub import read_epub
from pipeline.book.html import decoded, read_html
from pipeline.errors import UnreadableBook

Kind = Literal["text", "markdown", "html", "epub"]

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")
"""What no voice says; texts copied out of documents hold it."""
LONGEST_TITLE = 200
UNTITLED = "Audio book"


def read_book(data: bytes, kind: Kind, max_chars: int) -> Book:
    """`max_chars`: of a chapter; a longer one becomes several. Raises UnreadableBook."""
    book = READERS[kind](data)
    chapters = tuple(part for chapter in book.chapters for part in parts(spoken_only(chapter), max_chars))
    if not chapters:
        raise UnreadableBook("empty_book", "There is nothing to read in it.")
    return replace(book, title=shortened(book.title) or UNTITLED, chapters=chapters)


def read_text(data: bytes) -> Book:
    return divided(plain.sections(decoded(data)))


def read_markdown(data: bytes) -> Book:
    return divided(markdown.sections(decoded(data)))


def read_page(data: bytes) -> Book:
    reader = read_html(data)
    title, chapters = divide(reader.sections)
    return Book(reader.title or title or "", None, tuple(chapters))


def divided(sections: list[Section]) -> Book:
    title, chapters = divide(sections)
    return Book(title or "", None, tuple(chapters))


READERS = {"text": read_text, "markdown": read_markdown, "html": read_page, "epub": read_epub}


def spoken_only(chapter: Chapter) -> Chapter:
    return Chapter(shortened(chapter.title), CONTROL.sub("", chapter.text))


def shortened(title: str) -> str:
    return CONTROL.sub("", " ".join(title.split()))[:LONGEST_TITLE]


def parts(chapter: Chapter, max_chars: int) -> Iterator[Chapter]:
    """Cut where a paragraph ends if there is one, else a sentence or a line, else a word."""
    texts = list(cut(chapter.text, max_chars))
    for number, text in enumerate(texts, 1):
        title = f"{chapter.title} ({number})" if len(texts) > 1 else chapter.title
        if text.strip():
            yield Chapter(title, text)


def cut(text: str, max_chars: int) -> Iterator[str]:
    while len(text) > max_chars:
        ends = (text.rfind(mark, 1, max_chars - len(mark) + 1) + len(mark) for mark in ("\n\n", ". ", "\n", " "))
        at = next((end for end in ends if end > max_chars // 2), max_chars)
        yield text[:at]
        text = text[at:]
    yield text
