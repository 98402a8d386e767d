"""A file on its way: what has come of it so far, under a name that nobody takes for the whole."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ValidationError


class _Note(BaseModel):
    """What the server said about the file."""

    etag: str | None
    size_bytes: int | None


class Part:
    """`X.part` on the way to `X`, with `X.part.json` beside it: by what the rest of the same file may be asked for."""

    def __init__(self, whole: Path) -> None:
        self.whole = whole
        self.path = whole.with_name(whole.name + ".part")
        self._note_path = whole.with_name(whole.name + ".part.json")

    @property
    def size_bytes(self) -> int:
        """What has come so far; 0 where there is nothing."""
        return self.path.stat().st_size if self.path.is_file() else 0

    @property
    def expected_bytes(self) -> int | None:
        """The whole file's size, as the server told it; None where it did not."""
        return self._note().size_bytes

    @property
    def etag(self) -> str | None:
        """The server's strong ETag; a weak one does not promise the same bytes (RFC 9110, 8.8.1)."""
        etag = self._note().etag
        return None if etag is None or etag.startswith("W/") else etag

    def begin(self, etag: str | None, size_bytes: int | None) -> None:
        """Forget what has come; another file comes now."""
        self._note_path.unlink(missing_ok=True)
        self.path.write_bytes(b"")
        self._note_path.write_text(_Note(etag=etag, size_bytes=size_bytes).model_dump_json(), encoding="utf-8")

    @contextmanager
    def append(self) -> Iterator[BinaryIO]:
        """To write on where it ends. Raises OSError naming it, which that of a full disk does not by itself."""
        try:
            with self.path.open("ab") as file:
                yield file
        except OSError as error:
            error.filename = error.filename or str(self.path)
            raise

    def discard(self) -> None:
        self._note_path.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)

    def place(self) -> None:
        """Give it the whole file's name, at once."""
        self.path.replace(self.whole)
        self._note_path.unlink(missing_ok=True)

    def _note(self) -> _Note:
        try:
            return _Note.model_validate_json(self._note_path.read_bytes())
        except (FileNotFoundError, ValidationError):
            return _Note(etag=None, size_bytes=None)


def digest(path: Path, algorithm: str) -> str:
    """In hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()
