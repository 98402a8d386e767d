"""Markdown: chapters by its headings. What stands below them stays Markdown, which is read like any text."""

from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.book.book import Section

PARSER = MarkdownIt("commonmark")


def sections(text: str) -> list[Section]:
    lines = text.splitlines(keepends=True)
    found = headings(text)
    ends = [start for start, *_ in found[1:]] + [len(lines)]
    first = found[0][0] if found else len(lines)
    below = [
        Section(level, title, "".join(lines[behind:end]))
        for (_, behind, level, title), end in zip(found, ends, strict=False)
    ]
    return [Section(0, "", "".join(lines[:first])), *below]


def headings(text: str) -> list[tuple[int, int, int, str]]:
    """Of each its first line, the one behind it, its level and its text; none that is inside of something else."""
    tokens = PARSER.parse(text)
    return [
        (opened.map[0], opened.map[1], int(opened.tag[1:]), plain(inside))
        for opened, inside in pairwise(tokens)
        if opened.type == "heading_open" and opened.level == 0 and opened.map
    ]


def plain(inline: Token) -> str:
    """Without marks."""
    parts = (" " if each.type.endswith("break") else each.content for each in inline.children or ())
    return "".join(parts).strip()
