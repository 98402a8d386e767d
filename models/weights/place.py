"""The folder of one voice or model: made by pull, held by one process at a time, emptied by remove."""

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from models.weights.errors import NotOurs
from models.weights.part import Part, digest
from models.weights.web import Remote, Web

LOCK = ".lock"


class Place:
    """A folder with the files of one voice or model."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def ours(self) -> bool:
        """Whether pull made it; one without anything is nobody's."""
        # In one look: another pull may be making it right now.
        names = {path.name for path in self.folder.iterdir()} if self.folder.exists() else set()
        return not names or LOCK in names

    @contextmanager
    def held(self, say: Callable[[str], None]) -> Iterator[None]:
        """Make it if need be, and keep every other process out for the length of the block.

        Raises NotOurs when somebody else made it, and OSError. The lock ends with the process that holds it.
        """
        if not self.ours:
            raise NotOurs(str(self.folder), "move it away, or choose another place with --folder")
        with self._locked(say):
            yield

    def obtain(self, web: Web, name: str, remote: Remote) -> Path:
        """Where the file is, whole and right: under its name if it was there, else still as a part."""
        path = self.folder / name
        if path.is_file() and _same(path, remote):
            return path
        part = Part(path)
        web.fetch(remote, part)
        return part.path

    def unsettled(self, paths: Mapping[str, Path]) -> list[Part]:
        """Those of what was obtained that do not bear their names yet."""
        parts = [Part(self.folder / name) for name in paths]
        return [part for part in parts if part.path in paths.values()]

    def settle(self, paths: Mapping[str, Path]) -> None:
        """Give them their names, in order."""
        for part in self.unsettled(paths):
            part.place()

    def clear(self, names: tuple[str, ...]) -> None:
        """Delete those files and what came of them; the folder too, unless somebody put more there."""
        for name in names:
            (self.folder / name).unlink(missing_ok=True)
            Part(self.folder / name).discard()
        (self.folder / LOCK).unlink()
        with suppress(OSError):
            self.folder.rmdir()

    @contextmanager
    def _locked(self, say: Callable[[str], None]) -> Iterator[None]:
        waiting = f"Another pull or removal is at work in {self.folder}; waiting for it"
        while True:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / LOCK).open("a", encoding="utf-8") as file:
                _lock(file, lambda: say(waiting))
                if self._is_current(file):
                    yield
                    return

    def _is_current(self, file: TextIO) -> bool:
        """A removal may have deleted it while this process waited."""
        try:
            return os.path.samestat(os.fstat(file.fileno()), (self.folder / LOCK).stat())
        except FileNotFoundError:
            return False


def _lock(file: TextIO, wait: Callable[[], None]) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        wait()
        fcntl.flock(file, fcntl.LOCK_EX)


def _same(path: Path, remote: Remote) -> bool:
    """As far as anything is known of the file."""
    if remote.size_bytes is not None and path.stat().st_size != remote.size_bytes:
        return False
    return remote.md5 is None or digest(path, "md5") == remote.md5
