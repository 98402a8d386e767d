"""Reading books of every kind, and of none."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.book.reading import LONGEST_TITLE, read_book
from pipeline.errors import UnreadableBook

TEXTS = {
    "text": "My start.\n\nChapter 1\n\nIt was.\n\nChapter 2\n\nIt is.",
    "markdown": "# Title\n\nMy start.\n\n## Chapter 1\n\nIt was.\n\n## Chapter 2\n\nIt is.",
    "html": "<title>Title</title><p>My start.<h2>Chapter 1</h2><p>It was.<h2>Chapter 2</h2><p>It is.",
}


@pytest.mark.parametrize("kind", TEXTS)
def test_each_kind(kind):
    book = read_book(TEXTS[kind].encode(), kind, 1000)
    assert [chapter.text for chapter in book.chapters][-2:] == ["Chapter 1.\n\nIt was.", "Chapter 2.\n\nIt is."]
    assert book.chapters[0].text == "My start."
    assert book.title == ("Audio book" if kind == "text" else "Title")


def test_a_long_chapter_becomes_several():
    text = "\n\n".join("A sentence of some words. " * 4 for _ in range(20))
    book = read_book(b"Chapter 1\n\n" + text.encode(), "text", 500)
    assert [chapter.title for chapter in book.chapters] == [f"Chapter 1 ({n + 1})" for n in range(len(book.chapters))]
    assert len(book.chapters) > 3
    assert all(len(chapter.text) <= 500 for chapter in book.chapters)
    assert "".join("".join(chapter.text for chapter in book.chapters).split()) == "".join(f"Chapter1.{text}".split())


@pytest.mark.parametrize("text", ["x" * 5000, "word " * 1000, "line\n" * 1000])
def test_it_is_cut_wherever_that_is_possible(text):
    chapters = read_book(text.encode(), "text", 300).chapters
    assert all(len(chapter.text) <= 300 for chapter in chapters)
    assert "".join(chapter.text for chapter in chapters).strip() == text.strip()


def test_what_no_voice_says_is_left_out():
    book = read_book(b"Chapter 1\n\nA\x00b\x1b\x0cc\xef\xbb\xbf.\tTab.", "text", 1000)
    assert book.chapters[0].text == "Chapter 1.\n\nAbc.\tTab."
    assert len(read_book(b"# " + b"x" * 1000 + b"\n\ntext", "markdown", 5000).chapters[0].title) == LONGEST_TITLE


@pytest.mark.parametrize("kind", ["text", "markdown", "html"])
@pytest.mark.parametrize("data", [b"", b" \n\x00", b"\xff\xfe\xfd"])
def test_nothing_to_read(kind, data):
    with pytest.raises(UnreadableBook):
        read_book(data, kind, 1000)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(alphabet="<>/!-#=a1 \n&;hp\"'*_`", max_size=200).map(str.encode))
def test_anything_is_read_or_refused(data):
    for kind in ("text", "markdown", "html", "epub"):
        try:
            read_book(data, kind, 50)
        except UnreadableBook:
            continue


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_epub_is_read_or_refused(make_epub, make_page, data):
    whole = bytearray(make_epub({"a.xhtml": make_page("<h1>One</h1><p>Text.</p>")}))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(UnreadableBook):
        read_book(bytes(whole), "epub", 1000)
