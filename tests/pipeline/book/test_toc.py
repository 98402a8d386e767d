"""Tables of contents of both versions."""

from pipeline.book.toc import nav_links, ncx_links


def test_links_of_version_3():
    toc = b'<nav epub:type="toc"><a href="a.xhtml#x">One <b>bold</b></a><ol><a href="b.xhtml">Two</a></ol></nav>'
    page = toc + b'<nav><a href="c">No</a></nav>'
    assert list(nav_links(page)) == [("a.xhtml#x", "One bold"), ("b.xhtml", "Two")]
    assert list(nav_links(b"<p>none</p>")) == []


def test_links_of_version_2():
    inner = b'<navPoint><content src="no label"/></navPoint>'
    point = b'<navPoint><navLabel><text> A  b </text></navLabel><content src="a"/>' + inner + b"</navPoint>"
    assert list(ncx_links(b"<ncx>" + point + b"</ncx>")) == [("a", "A b")]
