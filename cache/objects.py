"""Objects: what is kept for good, as bytes under keys; where it is kept, `folder.py` says."""

import re
from typing import Protocol

from cache.errors import InvalidKey

STEP = "[A-Za-z0-9][A-Za-z0-9._-]*"
KEY = re.compile(f"{STEP}(?:/{STEP})*")
LONGEST_KEY = 200
"""Characters: with a folder in front it still is a path that every file system takes."""


class Objects(Protocol):
    """An object is there whole or not at all, whoever dies while it is written.

    Keys are steps of letters, digits, `.`, `_` and `-`, the first a letter or digit, with `/` between them. Every
    method raises InvalidKey for any other, and ObjectsUnavailable when the store does not answer.
    """

    async def get(self, key: str) -> bytes:
        """Raises ObjectMissing."""
        ...

    async def put(self, key: str, data: bytes) -> None:
        """In place of what is there."""
        ...

    async def create(self, key: str, data: bytes) -> None:
        """Of several who do this at once, between processes too, one succeeds. Raises ObjectExists."""
        ...

    async def delete(self, key: str) -> None:
        """One that is not there is deleted already."""
        ...

    async def list(self, prefix: str) -> dict[str, str]:
        """Keys that begin with `prefix` (a step or more, then `/`), each with a tag that changes with its object."""
        ...


def check_key(key: str) -> str:
    """The key, which can lead nowhere but below its root. Raises InvalidKey."""
    if len(key) > LONGEST_KEY or not KEY.fullmatch(key):
        raise InvalidKey(key)
    return key
