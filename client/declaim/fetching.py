"""Fetching: which audio of a batch goes into which file of a folder."""

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import NamedTuple

import httpx
from pydantic import BaseModel

from declaim.answers import read_answer
from declaim.batches import Book
from declaim.naming import item_names, safe_name
from declaim.results import Result

AT_ONCE = 4
"""Downloads side by side."""


class Download(NamedTuple):
    """One file."""

    id: str
    """The object's key."""
    url: str
    size_bytes: int
    path: Path

    @property
    def is_there(self) -> bool:
        """Files are whole, so one of the right size was fetched before."""
        return self.path.is_file() and self.path.stat().st_size == self.size_bytes


class _Manifest(BaseModel):
    title: str


def made_folder(folder: str | PathLike[str]) -> Path:
    """The folder, which is there from now on; raises OSError."""
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    return path


def item_downloads(folder: Path, results: Iterable[Result]) -> list[Download]:
    """Of all items that were spoken."""
    found = {result.custom_id: result.delivery for result in results if result.delivery}
    names = item_names(found)
    return [
        Download(each.id, each.url, each.bytes, folder / f"{names[custom_id]}.{safe_name(each.format)}")
        for custom_id, each in found.items()
    ]


def book_download(folder: Path, book: Book, title: str) -> Download:
    return Download(book.id, book.url, book.bytes, folder / f"{safe_name(title) or 'book'}.m4b")


def read_title(response: httpx.Response) -> str:
    """Of a book, from its manifest; raises UnexpectedAnswer."""
    return read_answer(_Manifest, response).title
