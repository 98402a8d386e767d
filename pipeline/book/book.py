"""Book: what a long text is made of, and how its headings become chapters."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

ENDS = frozenset(".!?:;…。！？")
OPENING = "Opening"
"""What stands before the first chapter, in a book that has no title."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is spoken as one piece."""

    title: str
    text: str
    """It begins with the title."""


@dataclass(frozen=True, slots=True)
class Book:
    title: str
    author: str | None
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, up to the next heading of any level."""

    level: int
    """1 is the highest; 0: without a heading."""
    title: str
    text: str


def divide(sections: Sequence[Section]) -> tuple[str | None, list[Chapter]]:
    """The title, if a single heading stands above all others, and the chapters.

    They begin at the headings of the highest level of which there are several, or of the highest one.
    """
    level = chapter_level(sections)
    above = [section for section in sections if 0 < section.level < level]
    title = above[0].title if above else None
    return title, [chapter for chapter in grouped(sections, level, title or OPENING) if chapter.text.strip()]


def chapter_level(sections: Iterable[Section]) -> int:
    levels = Counter(section.level for section in sections if section.level)
    several = [level for level, count in levels.items() if count > 1]
    return min(several or levels, default=0)


def grouped(sections: Iterable[Section], level: int, opening: str) -> Iterator[Chapter]:
    title, parts = opening, list[str]()
    for section in sections:
        if section.level == level and level:
            yield chapter(title, parts)
            title, parts = section.title, [spoken(section.title), section.text]
        elif 0 < section.level < level:
            parts.append(section.text)
        else:
            parts += [spoken(section.title), section.text]
    yield chapter(title, parts)


def chapter(title: str, parts: Iterable[str]) -> Chapter:
    return Chapter(title, "\n\n".join(part.strip() for part in parts if part.strip()))


def spoken(title: str) -> str:
    """A heading is a sentence of its own."""
    title = title.strip()
    return f"{title}." if title and title[-1] not in ENDS else title
