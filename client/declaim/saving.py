"""Files that are whole or not there."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes its name only when the block ends well; raises OSError."""
    place = path.resolve()
    if place.exists() and not place.is_file():
        with place.open("wb") as device:  # a pipe or /dev/null must be written to, never replaced
            yield device
        return
    part = place.with_name(f".declaim-{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            yield file
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
