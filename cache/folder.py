"""Objects in a folder: a file each, put in place with one system call when it is whole and on the disk."""

import asyncio
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import ParamSpec, TypeVar

from cache.errors import ObjectExists, ObjectMissing, ObjectsUnavailable
from cache.objects import check_key

PARTS = ".parts"
"""What is being written; no key begins with a dot. Here, because a file can only be moved within its file system."""
LEFT_S = 3600
"""A part that is older was left by a writer that died."""

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class FolderObjects:
    """Objects below `root`, which is made when the first one is, for its owner's eyes alone."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._parts = root / PARTS
        with suppress(OSError):  # who writes will be told
            self._sweep()

    async def get(self, key: str) -> bytes:
        return await self._in_thread(self._get, key)

    async def put(self, key: str, data: bytes) -> None:
        await self._in_thread(self._write, key, data, os.replace)

    async def create(self, key: str, data: bytes) -> None:
        await self._in_thread(self._write, key, data, link)

    async def delete(self, key: str) -> None:
        await self._in_thread(self._delete, key)

    async def list(self, prefix: str) -> dict[str, str]:
        return await self._in_thread(self._list, prefix)

    async def _in_thread(
        self, work: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result:
        try:
            return await asyncio.to_thread(work, *args, **kwargs)
        except OSError as error:
            raise ObjectsUnavailable(f"{self._root}: {error.strerror}") from None

    def _path(self, key: str) -> Path:
        return self._root / check_key(key)

    def _get(self, key: str) -> bytes:
        try:
            return self._path(key).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            raise ObjectMissing(key) from None

    def _write(self, key: str, data: bytes, place: Callable[[Path, Path], None]) -> None:
        path = self._path(key)
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self._parts, path.parent):
            folder.mkdir(parents=True, exist_ok=True)
        part = self._parts / secrets.token_hex(16)
        try:
            write_through(part, data)
            place(part, path)
            sync_folder(path.parent)
        except FileExistsError:
            raise ObjectExists(key) from None
        finally:
            part.unlink(missing_ok=True)

    def _delete(self, key: str) -> None:
        path = self._path(key)
        with suppress(FileNotFoundError, NotADirectoryError):
            path.unlink()
            sync_folder(path.parent)

    def _list(self, prefix: str) -> dict[str, str]:
        folder = self._path(prefix.removesuffix("/"))
        tags = {}
        for path in files(folder):
            with suppress(FileNotFoundError):  # deleted since
                found = path.stat()
                tags[path.relative_to(self._root).as_posix()] = f"{found.st_ino}-{found.st_mtime_ns}"
        return tags

    def _sweep(self) -> None:
        for part in files(self._parts):
            if time.time() - part.stat().st_mtime > LEFT_S:
                part.unlink(missing_ok=True)


def files(folder: Path) -> Iterator[Path]:
    """All of them, at any depth; none where there is no folder. Raises OSError where it cannot be read."""
    return (Path(where, name) for where, _, names in os.walk(folder, onerror=complain) for name in names)


def complain(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def link(part: Path, path: Path) -> None:
    """Unlike a rename it fails where something is already."""
    path.hardlink_to(part)


def write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """So that a name in it outlives a power cut, as the file's content does."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
