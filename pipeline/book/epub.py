"""EPUB 2 and 3: the documents of its spine in order, with the titles that its table of contents gives them."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from pipeline.book.archive import Archive, leads_out, refused
from pipeline.book.book import Book, Chapter, Section, divide, spoken
from pipeline.book.html import read_html, squeezed
from pipeline.book.toc import Links, nav_links, ncx_links
from pipeline.book.xml import named, parse
from pipeline.errors import UnreadableBook

CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
FONT_OBFUSCATION = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Of fonts, which nobody reads aloud."""
DOCUMENTS = ("application/xhtml+xml", "text/html", "application/xml")

Titles = dict[str, list[str]]
"""By document, in order."""


class Package:
    """The book's own description of itself. Raises UnreadableBook."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        root = next(named(parsed(archive, CONTAINER), "rootfile"), None)
        if root is None:
            raise refused(f"'{CONTAINER}' names no book")
        path = root.get("full-path", "")
        self._folder = posixpath.dirname(path)
        self._opf = parsed(archive, path)
        self._items = {item.get("id", ""): item for item in named(self._opf, "item")}

    def told(self, name: str) -> str | None:
        """Of its metadata."""
        return next((squeezed("".join(found.itertext())) for found in named(self._opf, name)), None) or None

    def documents(self) -> Iterator[str]:
        """Names in the archive of what is read, in order."""
        for place in named(self._opf, "itemref"):
            item = self._items.get(place.get("idref", ""))
            if item is None:
                raise refused(f"The book's spine names '{place.get('idref')}', which its manifest does not")
            is_text = item.get("media-type") in DOCUMENTS and "nav" not in item.get("properties", "").split()
            if is_text and place.get("linear") != "no":
                yield self.place_of(item.get("href", ""), self._folder)

    def titles(self) -> Titles:
        """By the navigation document, or by EPUB 2's."""
        nav = next((item for item in self._items.values() if "nav" in item.get("properties", "").split()), None)
        if nav is not None:
            return self._linked(self.place_of(nav.get("href", ""), self._folder), nav_links)
        ncx = next((i for i in self._items.values() if i.get("media-type") == "application/x-dtbncx+xml"), None)
        return {} if ncx is None else self._linked(self.place_of(ncx.get("href", ""), self._folder), ncx_links)

    def place_of(self, href: str, folder: str) -> str:
        """The name in the archive that a reference leads to. Raises UnreadableBook for one that leads out."""
        path = posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))
        if leads_out(path):
            raise refused(f"'{href}' leads out of the archive")
        return path

    def _linked(self, name: str, links: Links) -> Titles:
        found: Titles = {}
        if name in self._archive:
            for href, title in links(self._archive.read(name)):
                if title and not leads_out(href):
                    found.setdefault(self.place_of(href, posixpath.dirname(name)), []).append(title)
        return found


def read_epub(data: bytes) -> Book:
    """Raises UnreadableBook."""
    archive = Archive(data)
    check_readable(archive)
    package = Package(archive)
    titles, chapters = package.titles(), list[Chapter]()
    for name in package.documents():
        sections = read_html(archive.read(name)).sections
        if any(section.text or section.title for section in sections):
            add(chapters, sections, titles.get(name, []), continues=bool(titles))
    return Book(package.told("title") or "Book", package.told("creator"), tuple(chapters))


def add(chapters: list[Chapter], sections: list[Section], titles: list[str], *, continues: bool) -> None:
    """A document: several chapters, one, or more of the last one where the table of contents does not name it."""
    if len(titles) > 1:
        chapters += divide(sections)[1]
        return
    heading = next((section.title for section in sections if section.title), "")
    if not titles and continues and chapters:
        last = chapters.pop()
        chapters.append(Chapter(last.title, f"{last.text}\n\n{text_of(sections, '')}"))
        return
    title = titles[0] if titles else heading or f"Part {len(chapters) + 1}"
    chapters.append(Chapter(title, text_of(sections, title)))


def text_of(sections: list[Section], title: str) -> str:
    """With the title first, which is not said again by a heading that is the same or a part of it."""
    parts = [spoken(title)]
    for section in sections:
        if not said_by(title, section.title):
            parts.append(spoken(section.title))
        parts.append(section.text)
    return "\n\n".join(part for part in parts if part)


def said_by(title: str, heading: str) -> bool:
    return heading.casefold().strip(" .:") in title.casefold()


def check_readable(archive: Archive) -> None:
    """Raises UnreadableBook for a book with copy protection."""
    if ENCRYPTION in archive:
        methods = {found.get("Algorithm", "") for found in named(parsed(archive, ENCRYPTION), "EncryptionMethod")}
        if methods - set(FONT_OBFUSCATION):
            raise UnreadableBook("encrypted", "The book is encrypted: only books without copy protection can be read.")


def parsed(archive: Archive, name: str) -> Element:
    """Raises UnreadableBook."""
    return parse(archive.read(name), name)
