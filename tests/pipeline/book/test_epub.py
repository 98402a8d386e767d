"""EPUBs, honest and hostile."""

import pytest

from pipeline.book.epub import read_epub
from pipeline.errors import UnreadableBook

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><container>&b;</container>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><container>&a;</container>'


@pytest.fixture
def pages(make_page) -> dict[str, str]:
    return {
        "cover.xhtml": make_page('<img src="cover.png"/>'),
        "one.xhtml": make_page("<h1>One</h1><p>First.</p>"),
        "two.xhtml": make_page("<h1>II</h1><p>Second &#8212; <b>bold</b>.</p>"),
        "more.xhtml": make_page("<p>Goes on.</p>"),
    }


def nav(*entries: tuple[str, str]) -> str:
    links = "".join(f'<li><a href="{href}">{title}</a></li>' for href, title in entries)
    landmarks = '<nav epub:type="landmarks"><a href="x">No</a></nav>'
    return f'<html xmlns:epub="http://www.idpf.org/2007/ops">{landmarks}<nav epub:type="toc">{links}</nav></html>'


def ncx(*entries: tuple[str, str]) -> str:
    points = "".join(
        f'<navPoint><navLabel><text>{title}</text></navLabel><content src="{href}"/></navPoint>'
        for href, title in entries
    )
    doctype = '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://x/ncx.dtd">'
    return f'<?xml version="1.0"?>{doctype}<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/">{points}</ncx>'


def test_without_a_table_of_contents_each_document_is_a_chapter(make_epub, pages):
    book = read_epub(make_epub(pages))
    assert (book.title, book.author) == ("A & B", "Anna Aa")
    assert [chapter.title for chapter in book.chapters] == ["One", "II", "Part 3"]
    assert [chapter.text for chapter in book.chapters[:2]] == ["One.\n\nFirst.", "II.\n\nSecond — bold."]


@pytest.mark.parametrize("version", ["nav", "ncx"])
def test_the_table_of_contents_names_chapters_and_what_it_does_not_name_goes_on(make_epub, pages, version):
    entries = ("text/one.xhtml", "Chapter One"), ("text/two.xhtml#top", "The Second &amp; Last")
    toc = {"nav": nav(*entries)} if version == "nav" else {"ncx": ncx(*entries)}
    book = read_epub(make_epub(pages, **toc))
    assert [chapter.title for chapter in book.chapters] == ["Chapter One", "The Second & Last"]
    assert book.chapters[0].text == "Chapter One.\n\nFirst."
    assert book.chapters[1].text.endswith("Goes on.")


def test_one_document_with_several_entries_is_divided_by_its_headings(make_epub, make_page):
    page = make_page("<h1>Book</h1><h2>A</h2><p>a</p><h2>B</h2><p>b</p>")
    entries = ("text/all.xhtml#a", "A"), ("text/all.xhtml#b", "B")
    book = read_epub(make_epub({"all.xhtml": page}, nav=nav(*entries)))
    assert [chapter.title for chapter in book.chapters] == ["A", "B"]


def test_what_is_not_linear_is_left_out(make_epub, make_opf, pages):
    named = (("a", "one"), ("b", "two"))
    items = "".join(f'<item id="{i}" href="text/{name}.xhtml" media-type="text/html"/>' for i, name in named)
    spine = '<itemref idref="a"/><itemref idref="b" linear="no"/>'
    book = read_epub(make_epub(pages, **{"OEBPS/book.opf": make_opf(items, spine)}))
    assert [chapter.title for chapter in book.chapters] == ["One"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"META-INF/container.xml": BOMB}, "could do harm"),
        ({"META-INF/container.xml": OUTSIDE}, "could do harm"),
        ({"META-INF/container.xml": "<container/>"}, "names no book"),
        ({"META-INF/container.xml": "<container"}, "is no XML"),
        ({"META-INF/container.xml": b"\xff\xfe\x00\xd8"}, "is no XML"),
        ({"OEBPS/book.opf": "<package><spine><itemref idref='x'/></spine></package>"}, "its manifest does not"),
        (
            {
                "META-INF/encryption.xml": '<e><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></e>'
            },
            "encrypted",
        ),
    ],
)
def test_what_is_wrong_is_told(make_epub, pages, files, said):
    with pytest.raises(UnreadableBook, match=said):
        read_epub(make_epub(pages, **files))


@pytest.mark.parametrize("href", ["../../../etc/passwd", "..%2f..%2fx", "/etc/passwd", "missing.xhtml"])
def test_references_that_lead_out_or_nowhere(make_epub, make_opf, pages, href):
    item = f'<item id="a" href="{href}" media-type="application/xhtml+xml"/>'
    with pytest.raises(UnreadableBook, match=r"leads out|missing"):
        read_epub(make_epub(pages, **{"OEBPS/book.opf": make_opf(item, '<itemref idref="a"/>')}))


def test_fonts_may_be_obfuscated(make_epub, pages):
    method = '<e><EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/></e>'
    assert read_epub(make_epub(pages, **{"META-INF/encryption.xml": method})).chapters


def test_without_a_container(make_zip):
    with pytest.raises(UnreadableBook, match="missing"):
        read_epub(make_zip({"a": "b"}))
