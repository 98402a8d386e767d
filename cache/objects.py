"""Objects: what is kept for good, as bytes under keys; where it is kept, `folder.py` and `s3.py` say."""

import re
from collections.abc import AsyncGenerator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from cache.errors import InvalidKey

STEP = "[A-Za-z0-9][A-Za-z0-9._-]*"
KEY = re.compile(f"{STEP}(?:/{STEP})*")
LONGEST_KEY = 200
"""Characters: with a folder in front it still is a path that every file system takes."""

BINARY = "application/octet-stream"
PIECE_BYTES = 256 * 1024
"""Of an object that is read piece by piece."""

Metadata = Mapping[str, str]
"""What an object tells of itself: names of lower-case letters and `-`, any text as values, 2 KB in all."""
NO_METADATA: Metadata = {}


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list tells of an object."""

    tag: str
    """Changes with the object."""
    size_bytes: int
    modified_s: float
    """Unix time."""


@dataclass(frozen=True, slots=True)
class About(Listed):
    """What is known of an object without reading it."""

    content_type: str = BINARY
    metadata: Metadata = field(default_factory=dict)


class Upload(Protocol):
    """An object that is being made. Until `complete` nobody sees it."""

    async def write(self, data: bytes) -> None:
        """The next bytes, as many as there are."""
        ...

    async def complete(self, key: str, metadata: Metadata = NO_METADATA, head: bytes = b"") -> None:
        """It is there from now on, in place of what was, with `head` in place of as many of its first bytes.

        Raises InvalidKey."""
        ...


class Objects(Protocol):
    """An object is there whole or not at all, whoever dies while it is written.

    Keys are steps of letters, digits, `.`, `_` and `-`, the first a letter or digit, with `/` between them. Every
    method raises InvalidKey for any other, and ObjectsUnavailable when the store does not answer or refuses.
    """

    async def get(self, key: str) -> bytes:
        """Raises ObjectMissing."""
        ...

    def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncGenerator[bytes, None]:
        """The bytes from `start` up to `end`, in pieces of PIECE_BYTES at most. Raises ObjectMissing."""
        ...

    async def about(self, key: str) -> About:
        """Raises ObjectMissing."""
        ...

    async def put(self, key: str, data: bytes, content_type: str = BINARY, metadata: Metadata = NO_METADATA) -> None:
        """In place of what is there."""
        ...

    async def create(self, key: str, data: bytes) -> None:
        """Of several who do this at once, between processes too, one succeeds. Raises ObjectExists."""
        ...

    def upload(self, content_type: str) -> AbstractAsyncContextManager[Upload]:
        """An object whose size nobody knows yet. Who leaves the block before it is complete gives it up."""
        ...

    async def delete(self, key: str) -> None:
        """One that is not there is deleted already."""
        ...

    async def list(self, prefix: str) -> dict[str, Listed]:
        """Keys that begin with `prefix` (a step or more, then `/`), in order."""
        ...

    async def sweep(self) -> None:
        """Removes what uploads left that died long ago. For whoever uploads to call, now and then."""
        ...


def check_key(key: str) -> str:
    """The key, which can lead nowhere but below its root. Raises InvalidKey."""
    if len(key) > LONGEST_KEY or not KEY.fullmatch(key):
        raise InvalidKey(key)
    return key
