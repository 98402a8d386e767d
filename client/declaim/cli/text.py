"""The text to speak: said on the command line, read from a file, or read from standard input."""

import sys
from pathlib import Path

from declaim.cli.complaint import Complaint


def text_of(source: str) -> str:
    """`-` is standard input, the name of a file is its content, anything else is the text itself.

    Raises Complaint when what is read is not UTF-8, and OSError.
    """
    if source == "-":
        return _decoded(sys.stdin.buffer.read(), "standard input")
    path = Path(source)
    return _decoded(path.read_bytes(), source) if is_file(path) else source


def is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a long text is no file name
        return False


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Complaint(f"{name} is not UTF-8 text ({error.reason} at byte {error.start})") from error
