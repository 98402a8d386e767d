"""Toc: what an EPUB's table of contents calls its documents, in version 3 (HTML) and in version 2 (NCX)."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from pipeline.book.html import cleaned, decoded, squeezed
from pipeline.book.xml import named, parse

Links = Callable[[bytes], Iterator[tuple[str, str]]]
"""Where each leads, and what it says."""


class NavReader(HTMLParser):
    """The links of the first table of contents."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[str, str]] = []
        self._inside, self._done = False, False
        self._href: str | None = None
        self._said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "nav" and not self._done:
            self._inside = told.get("epub:type", "toc") == "toc"
        elif tag == "a" and self._inside:
            self._href, self._said = told.get("href"), []

    def handle_endtag(self, tag: str) -> None:
        if tag == "nav" and self._inside:
            self._inside, self._done = False, True
        elif tag == "a" and self._href is not None:
            self.links.append((self._href, squeezed("".join(self._said))))
            self._href = None

    def handle_data(self, data: str) -> None:
        if self._href is not None:
            self._said.append(data)


def nav_links(data: bytes) -> Iterator[tuple[str, str]]:
    """Of `nav.xhtml`. Raises UnreadableBook."""
    reader = NavReader()
    reader.feed(cleaned(decoded(data)))
    reader.close()
    yield from reader.links


def ncx_links(data: bytes) -> Iterator[tuple[str, str]]:
    """Of `toc.ncx`. Raises UnreadableBook."""
    for point in named(parse(data, "the table of contents"), "navPoint"):
        label, content = child(point, "navLabel"), child(point, "content")
        if label is not None and content is not None:
            yield content.get("src", ""), squeezed("".join(label.itertext()))


def child(parent: Element, name: str) -> Element | None:
    return next((each for each in parent if isinstance(each.tag, str) and each.tag.rpartition("}")[2] == name), None)
