"""Objects in a folder: a file each, put in place with one system call when it is whole and on the disk."""

import asyncio
import json
import os
import secrets
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import ParamSpec, TypeVar

from cache.errors import ObjectExists, ObjectMissing, ObjectsUnavailable
from cache.objects import BINARY, NO_METADATA, PIECE_BYTES, About, Listed, Metadata, check_key

PARTS = ".parts"
"""What is being written; no key begins with a dot. Here, because a file can only be moved within its file system."""
ABOUT = ".about"
"""What objects tell of themselves, where that is anything: a JSON file each, under the object's key."""
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

    async def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncGenerator[bytes, None]:
        at = start
        while piece := await self._in_thread(self._piece, key, at, end):
            yield piece
            at += len(piece)

    async def about(self, key: str) -> About:
        return await self._in_thread(self._about, key)

    async def put(self, key: str, data: bytes, content_type: str = BINARY, metadata: Metadata = NO_METADATA) -> None:
        await self._in_thread(self._write, key, data, os.replace, content_type, metadata)

    async def create(self, key: str, data: bytes) -> None:
        await self._in_thread(self._write, key, data, link, BINARY, NO_METADATA)

    @asynccontextmanager
    async def upload(self, content_type: str) -> AsyncIterator["FolderUpload"]:
        part = self._parts / secrets.token_hex(16)
        try:
            await to_its_end(self._in_thread(self._touch, part))
            yield FolderUpload(self, part, content_type)
        finally:
            await to_its_end(asyncio.to_thread(discard, part))

    async def delete(self, key: str) -> None:
        await self._in_thread(self._delete, key)

    async def list(self, prefix: str) -> dict[str, Listed]:
        return await self._in_thread(self._list, prefix)

    async def sweep(self) -> None:
        await self._in_thread(self._sweep)

    async def _in_thread(
        self, work: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result:
        try:
            return await asyncio.to_thread(work, *args, **kwargs)
        except OSError as error:
            raise ObjectsUnavailable(f"{self._root}: {error.strerror}") from None

    def _path(self, key: str) -> Path:
        return self._root / check_key(key)

    def _about_path(self, key: str) -> Path:
        return self._root / ABOUT / f"{check_key(key)}.json"

    def _get(self, key: str) -> bytes:
        with there(key):
            return self._path(key).read_bytes()

    def _piece(self, key: str, start: int, end: int | None) -> bytes:
        size = PIECE_BYTES if end is None else max(0, min(PIECE_BYTES, end - start))
        with there(key), self._path(key).open("rb") as file:
            file.seek(start)
            return file.read(size)

    def _about(self, key: str) -> About:
        path = self._path(key)
        with there(key):
            if path.is_dir():
                raise IsADirectoryError
            listed = listing(path)
        told = {}
        with suppress(OSError, ValueError):
            told = json.loads(self._about_path(key).read_bytes())
        return About(listed.tag, listed.size_bytes, listed.modified_s, **told)

    def _touch(self, part: Path) -> None:
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._parts.mkdir(exist_ok=True)
        part.touch(exist_ok=False)

    def _write(
        self, key: str, data: bytes, place: Callable[[Path, Path], None], content_type: str, metadata: Metadata
    ) -> None:
        check_key(key)
        part = self._parts / secrets.token_hex(16)
        try:
            self._touch(part)
            part.write_bytes(data)
            self._place(part, key, place, content_type, metadata)
        finally:
            discard(part)

    def _place(
        self, part: Path, key: str, place: Callable[[Path, Path], None], content_type: str, metadata: Metadata
    ) -> None:
        """What it tells of itself comes first, so that no object is there without."""
        path, about, tells = self._path(key), self._about_path(key), content_type != BINARY or bool(metadata)
        sync(part)
        path.parent.mkdir(parents=True, exist_ok=True)
        if tells:
            about.parent.mkdir(parents=True, exist_ok=True)
            told = part.with_suffix(".json")
            told.write_text(json.dumps({"content_type": content_type, "metadata": dict(metadata)}))
            told.replace(about)
        try:
            place(part, path)
        except FileExistsError:
            raise ObjectExists(key) from None
        if not tells:
            about.unlink(missing_ok=True)
        sync(path.parent)

    def _delete(self, key: str) -> None:
        path = self._path(key)
        with suppress(FileNotFoundError, NotADirectoryError):
            path.unlink()
            sync(path.parent)
        with suppress(FileNotFoundError, NotADirectoryError):
            self._about_path(key).unlink()

    def _list(self, prefix: str) -> dict[str, Listed]:
        folder = self._path(prefix.removesuffix("/"))
        found = {}
        for path in sorted(files(folder), key=Path.as_posix):
            with suppress(FileNotFoundError):  # deleted since
                found[path.relative_to(self._root).as_posix()] = listing(path)
        return found

    def _sweep(self) -> None:
        for part in files(self._parts):
            if time.time() - part.stat().st_mtime > LEFT_S:
                part.unlink(missing_ok=True)


class FolderUpload:
    """A part that grows, and is put in place in the end."""

    def __init__(self, objects: FolderObjects, part: Path, content_type: str) -> None:
        self._objects, self._part, self._content_type = objects, part, content_type

    async def write(self, data: bytes) -> None:
        await to_its_end(self._objects._in_thread(self._append, data))  # noqa: SLF001 - the other half of one class

    async def complete(self, key: str, metadata: Metadata = NO_METADATA, head: bytes = b"") -> None:
        await to_its_end(self._objects._in_thread(self._complete, key, metadata, head))  # noqa: SLF001

    def _append(self, data: bytes) -> None:
        with self._part.open("ab") as file:
            file.write(data)

    def _complete(self, key: str, metadata: Metadata, head: bytes) -> None:
        with self._part.open("r+b") as file:
            file.write(head)
        self._objects._place(self._part, key, os.replace, self._content_type, metadata)  # noqa: SLF001


def discard(part: Path) -> None:
    """What stays is swept later."""
    with suppress(OSError):
        part.unlink(missing_ok=True)


async def to_its_end(work: Awaitable[None]) -> None:
    """Even when cancelled: a thread goes on, and what it writes must not come after what is done next."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


@contextmanager
def there(key: str) -> Iterator[None]:
    """Raises ObjectMissing where there is no such file."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise ObjectMissing(key) from None


def listing(path: Path) -> Listed:
    found = path.stat()
    return Listed(f"{found.st_ino:x}-{found.st_mtime_ns:x}", found.st_size, found.st_mtime)


def files(folder: Path) -> Iterator[Path]:
    """All of them, at any depth; none where there is no folder. Raises OSError where it cannot be read."""
    return (Path(where, name) for where, _, names in os.walk(folder, onerror=complain) for name in names)


def complain(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def link(part: Path, path: Path) -> None:
    """Unlike a rename it fails where something is already."""
    path.hardlink_to(part)


def sync(path: Path) -> None:
    """So that a file's content, or the names in a folder, outlive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
