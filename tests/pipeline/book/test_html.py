"""Visible text and headings of HTML, whatever stands in it."""

import pytest

from pipeline.book.html import cleaned, decoded, read_html
from pipeline.errors import UnreadableBook

PAGE = """<!DOCTYPE html><html><head><title> The
 Title </title><style>p {}</style><script>if (a < b) "</p>"</script></head><body>
<nav><ul><li>Menu</li></ul></nav><p>Before &amp; after<br>a break.</p>
<h1>One <em>bold</em></h1><p>First   paragraph
goes on.</p><p hidden>No. <p>Never.</p></p><div aria-hidden="true"><div>No.</div>No.</div><div>Second.</div>
<h2>Deep</h2><ul><li>a</li><li>b</li></ul><table><tr><td>1</td><td>2</td></tr></table>
<svg><text>No.</text></svg><!-- <p>No.</p> --><img alt="no">End&nbsp;&#8212; of it."""


def test_what_is_seen_is_read():
    reader = read_html(PAGE.encode())
    assert reader.title == "The Title"
    assert [(section.level, section.title) for section in reader.sections] == [(0, ""), (1, "One bold"), (2, "Deep")]
    before, first, deep = (section.text for section in reader.sections)
    assert before == "Before & after\na break."
    assert first.startswith("First paragraph goes on.")
    assert first.endswith("Second.")
    assert deep == "a\n\nb\n\n1 2\n\nEnd — of it."
    assert "No." not in before + first + deep


@pytest.mark.parametrize(
    "data",
    [
        "<p>Bücher".encode(),
        "<p>Bücher".encode("utf-8-sig"),
        "<p>Bücher".encode("utf-16"),
        '<meta charset="iso-8859-1"><p>Bücher'.encode("latin-1"),
        "<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'><p>Bücher".encode("cp1252"),
        '<?xml version="1.0" encoding="ISO-8859-15"?><p>Bücher'.encode("iso-8859-15"),
    ],
)
def test_encodings(data):
    assert "Bücher" in read_html(data).sections[0].text


@pytest.mark.parametrize(
    "data", [b"<p>\xff\xfe", b"<meta charset=klingon>", b"<meta charset=punycode>", b"<meta charset=zip>"]
)
def test_an_encoding_that_does_not_fit_is_told(data):
    with pytest.raises(UnreadableBook) as refused:
        decoded(data)
    assert refused.value.code == "invalid_encoding"
    assert "UTF-8" in str(refused.value)


@pytest.mark.parametrize(
    "bad",
    [
        "<div>" * 50_000,
        "<h1>" * 50_000,
        "</p>" * 50_000,
        "<script>" * 25_000,
        "<p hidden>" * 25_000,
        "<!--" * 50_000,
        "<!--x>" * 50_000,
        "<![CDATA[" * 25_000,
        "<!x" * 50_000,
        "<?" * 75_000,
        "<a " * 75_000,
        "<" * 25_000,
        "<a b='" * 25_000,
        "&#" * 75_000,
        "&amp" * 50_000,
        "\n\n" * 75_000,
    ],
)
def test_hostile_pages_are_read_in_time(bad):
    read_html(bad.encode())


def test_what_never_ends_is_no_tag():
    assert cleaned("a <!-- b") == "a "
    assert cleaned("a < b") == "a &lt; b"
    assert cleaned("x<!-- <p> -->y<!DOCTYPE z><p>") == "xy<p>"
