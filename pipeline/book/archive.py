"""Archive: files in a ZIP that a stranger made. Nothing is ever written to disk, and nothing is believed."""

import zipfile
import zlib
from io import BytesIO
from itertools import pairwise

from pipeline.errors import UnreadableBook

MOST_FILES = 10_000
MOST_BYTES = 200 * 1024**2
"""Unpacked, all that is read together."""
MOST_RATIO, FREE_BYTES = 200, 1024**2
"""A file may be so many times as large as it is in the archive, where it is larger than that."""
PIECE_BYTES = 256 * 1024
ENCRYPTED = 0x1
"""Of a file's flags."""


UNREADABLE = zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError
"""What zipfile raises for a damaged file; a ValueError where it would begin before the archive does."""


class Archive:
    """Raises UnreadableBook for what is no ZIP, or none that is honest."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
            raise refused("It is no EPUB, or it is damaged", str(error)) from None
        entries = self._zip.infolist()
        if len(entries) > MOST_FILES:
            raise refused(f"The archive holds more than {MOST_FILES} files")
        check_entries(entries)
        self._names = {entry.filename for entry in entries}
        self._left_bytes = MOST_BYTES

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """Raises UnreadableBook, also when it turns out to be larger than it said."""
        if name not in self._names:
            raise refused(f"'{name}' is missing in the archive")
        entry = self._zip.getinfo(name)
        limit = min(self._left_bytes, max(FREE_BYTES, entry.compress_size * MOST_RATIO))
        content = bytearray()
        try:
            with self._zip.open(entry) as file:
                while piece := file.read(PIECE_BYTES):
                    content += piece
                    if len(content) > limit:
                        raise refused(f"'{name}' in the archive unpacks to too much")
        except UNREADABLE as error:
            raise refused(f"'{name}' in the archive cannot be unpacked", str(error)) from None
        self._left_bytes -= len(content)
        return bytes(content)


def check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Raises UnreadableBook."""
    if len({entry.filename for entry in entries}) < len(entries):
        raise refused("Two files in the archive have the same name")
    for entry in entries:
        if leads_out(entry.filename):
            raise refused(f"'{entry.filename}' in the archive leads out of it")
        if entry.flag_bits & ENCRYPTED:
            raise UnreadableBook("encrypted", "The book is encrypted: only books without copy protection can be read.")
    places = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    if any(start + size > following for (start, size), (following, _) in pairwise(places)):
        raise refused("Files in the archive overlap")


def leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/")


def refused(what: str, why: str = "") -> UnreadableBook:
    return UnreadableBook("bad_archive", f"{what}: {why}." if why else f"{what}.")
