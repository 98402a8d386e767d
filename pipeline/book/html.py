"""HTML: its visible text, block by block, and its headings. One pass, without a tree, so no depth is too deep."""

import codecs
import re
from html.parser import HTMLParser

from pipeline.book.book import Section
from pipeline.errors import UnreadableBook

SILENT = frozenset(
    {"script", "style", "nav", "head", "template", "svg", "math", "noscript", "iframe", "object", "select"}
)
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "dialog", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "li", "main", "ol", "p", "pre", "section"}
    | {"summary", "table", "tbody", "tfoot", "thead", "tr", "ul"}
)
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}
CHARSET = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
ENCODINGS = ("utf", "iso8859", "cp", "koi8", "mac", "latin", "shift_jis", "euc", "gb", "big5", "ascii")
"""How Python's names of those begin that texts are written in."""
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DECLARATION = re.compile(r"<!--|<[!?]")
LOOKED_AT_BYTES = 4096


class Reader(HTMLParser):
    """Fed once; then it has the sections, and a title if the head names one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.sections: list[Section] = []
        self._level, self._heading = 0, ""
        self._text: list[str] = []
        self._inside: list[str] | None = None
        """Of the heading that is open."""
        self._skipped: str | None = None
        self._depth = 0
        """Of elements of that name inside of the one that is skipped."""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self._in_title = True
        if self._skipped is not None:
            self._depth += tag == self._skipped
        elif tag not in VOID and (tag in SILENT or is_hidden(dict(attrs))):
            self._skipped, self._depth = tag, 1
        elif tag in HEADINGS:
            self._end_section()
            self._level, self._inside = HEADINGS[tag], []
        else:
            self._put({"br": "\n", "td": " ", "th": " "}.get(tag, "\n\n" if tag in BLOCKS else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if self._skipped is not None:
            self._depth -= tag == self._skipped
            if not self._depth:
                self._skipped = None
        elif tag in HEADINGS and self._inside is not None:
            self._heading, self._inside = squeezed("".join(self._inside)), None
        else:
            self._put("\n\n" if tag in BLOCKS else "")

    def handle_data(self, data: str) -> None:
        if self._in_title and self._skipped in {None, "head"}:
            self.title += data
        elif self._skipped is None:
            self._put(data.replace("\n", " "))

    def close(self) -> None:
        super().close()
        self._end_section()
        self.title = squeezed(self.title)

    def _put(self, text: str) -> None:
        (self._text if self._inside is None else self._inside).append(text)

    def _end_section(self) -> None:
        if self._inside is not None:
            self._heading, self._inside = squeezed("".join(self._inside)), None
        self.sections.append(Section(self._level, self._heading, paragraphs("".join(self._text))))
        self._level, self._heading, self._text = 0, "", []


def read_html(data: bytes) -> Reader:
    """Raises UnreadableBook."""
    reader = Reader()
    reader.feed(cleaned(decoded(data)))
    reader.close()
    return reader


def decoded(data: bytes) -> str:
    """By its byte order mark, by what it says of itself, else UTF-8. Raises UnreadableBook."""
    marked = next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)
    declared = CHARSET.search(data[:LOOKED_AT_BYTES])
    encoding = marked or ((declared[1] or declared[2]).decode() if declared else "utf-8")
    if not is_known(encoding):
        raise UnreadableBook(
            "invalid_encoding", f"It says that its encoding is '{encoding}', which is unknown: save it as UTF-8."
        )
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableBook(
            "invalid_encoding", f"Byte {error.start + 1} is not {encoding}: save it as UTF-8, and say so in it."
        ) from None


def is_known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name.startswith(ENCODINGS)
    except LookupError:
        return False


def cleaned(text: str) -> str:
    """Without comments and declarations, and without tags that never end: the parser looks for each end anew."""
    parts, at = [], 0
    while found := DECLARATION.search(text, at):
        parts.append(text[at : found.start()])
        end = "-->" if found[0] == "<!--" else ">"
        behind = text.find(end, found.end())
        at = len(text) if behind < 0 else behind + len(end)
    whole = "".join(parts) + text[at:]
    last = whole.rfind(">") + 1
    return whole[:last] + whole[last:].replace("<", "&lt;")


def is_hidden(attributes: dict[str, str | None]) -> bool:
    return "hidden" in attributes or attributes.get("aria-hidden") == "true"


def squeezed(text: str) -> str:
    return " ".join(text.split())


def paragraphs(text: str) -> str:
    """One blank line between blocks, and no other white space than a space inside of lines."""
    blocks = ("\n".join(filter(None, map(squeezed, block.split("\n")))) for block in text.split("\n\n"))
    return "\n\n".join(filter(None, blocks))
