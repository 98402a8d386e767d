"""Files: what callers upload for batches, and what batches give back."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from cache.errors import InvalidKey, ObjectMissing
from cache.objects import About, Objects, Upload
from pipeline.batch.ledger import AT_ONCE
from pipeline.errors import FileNotFound

FILES = "files/"
JSONL = "application/jsonl"


@dataclass(frozen=True, slots=True)
class File:
    """One of them. Times are Unix time, in seconds."""

    id: str
    filename: str
    purpose: str
    size_bytes: int
    created_at: int
    expires_at: int | None = None


class Files:
    """In the object store. Methods raise ObjectsUnavailable, and FileNotFound for an id that there is not.

    `clock` gives Unix time.
    """

    def __init__(self, objects: Objects, clock: Callable[[], float] = time.time) -> None:
        self._objects, self._clock = objects, clock

    def upload(self) -> AbstractAsyncContextManager[Upload]:
        """Of a file whose name is known in the end: complete it with `key_of` and `metadata`."""
        return self._objects.upload(JSONL)

    async def put(self, file: File, data: bytes) -> File:
        await self._objects.put(key_of(file.id), data, JSONL, metadata(file))
        return await self.get(file.id)

    async def get(self, file_id: str) -> File:
        try:
            about = await self._objects.about(key_of(file_id))
        except (ObjectMissing, InvalidKey):
            raise FileNotFound(file_id) from None
        file = described(file_id, about)
        if file.expires_at is not None and file.expires_at <= self._clock():
            raise FileNotFound(file_id)
        return file

    async def content(self, file_id: str) -> bytes:
        await self.get(file_id)
        return await self._objects.get(key_of(file_id))

    def read(self, file_id: str) -> AsyncGenerator[bytes, None]:
        return self._objects.read(key_of(file_id))

    async def ids(self) -> list[str]:
        """Of all, the oldest first."""
        return [key.removeprefix(FILES) for key in await self._objects.list(FILES)]

    async def several(self, ids: list[str]) -> list[File]:
        """Those of them that are still there."""
        found: list[File] = []
        for at in range(0, len(ids), AT_ONCE):
            got = await asyncio.gather(*map(self.get, ids[at : at + AT_ONCE]), return_exceptions=True)
            for each in got:
                if isinstance(each, File):
                    found.append(each)
                elif not isinstance(each, FileNotFound):
                    raise each
        return found

    async def delete(self, file_id: str) -> None:
        await self.get(file_id)
        await self._objects.delete(key_of(file_id))


def key_of(file_id: str) -> str:
    return f"{FILES}{file_id}"


def metadata(file: File) -> dict[str, str]:
    """What its object tells."""
    expires = {} if file.expires_at is None else {"expires-at": str(file.expires_at)}
    return {"filename": file.filename, "purpose": file.purpose, "created-at": str(file.created_at), **expires}


def described(file_id: str, about: About) -> File:
    """One that was written by a link tells nothing of itself."""
    told = about.metadata
    expires_at = told.get("expires-at")
    return File(
        file_id,
        told.get("filename", file_id),
        told.get("purpose", "batch"),
        about.size_bytes,
        int(told.get("created-at", about.modified_s)),
        None if expires_at is None else int(expires_at),
    )
