"""Files that are whole or not there."""

import secrets
from collections.abc import Iterator
from contextlib import aclosing, closing, contextmanager
from pathlib import Path
from typing import BinaryIO

import httpx


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


def save(response: httpx.Response, path: Path) -> None:
    """Raises httpx.RequestError where the response breaks off, and OSError; then there is no file."""
    with closing(response), whole_file(path) as file:
        file.writelines(response.iter_bytes())


async def save_async(response: httpx.Response, path: Path) -> None:
    """Raises httpx.RequestError where the response breaks off, and OSError; then there is no file."""
    async with aclosing(response):
        with whole_file(path) as file:
            async for piece in response.aiter_bytes():
                file.write(piece)
