"""Spool: the bytes of one render, written once and read by many, each at its own pace."""

import asyncio
from contextlib import suppress
from tempfile import SpooledTemporaryFile

from pipeline.errors import SpoolFull

MEMORY_BYTES = 4 * 1024 * 1024
"""A spool that grows beyond this goes on in a temporary file."""

READ_BYTES = 64 * 1024


class SpoolSpace:
    """The room that all spools of a process share; admission looks at what is left of it."""

    def __init__(self, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        self.held_bytes = 0
        """Really there, in memory or on disk."""
        self._spools: set[Spool] = set()

    def open(self, expected_bytes: int) -> "Spool":
        """A new spool; what it is expected to hold counts as used from now on."""
        spool = Spool(self, expected_bytes)
        self._spools.add(spool)
        return spool

    def take(self, size: int) -> None:
        """Raise SpoolFull when that much does not fit any more."""
        if self.held_bytes + size > self.limit_bytes:
            raise SpoolFull(self.limit_bytes)
        self.held_bytes += size

    def release(self, spool: "Spool") -> None:
        self._spools.discard(spool)
        self.held_bytes -= spool.size

    @property
    def used_bytes(self) -> int:
        """Held or, where a render has not come that far, expected."""
        return sum(max(spool.size, spool.expected_bytes) for spool in self._spools)


class Spool:
    """One writer, many readers. `finish` or `fail` ends it, `close` gives its space back."""

    def __init__(self, space: SpoolSpace, expected_bytes: int) -> None:
        self.expected_bytes = expected_bytes
        self.size = 0
        self._space = space
        self._file = SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115 - lives as long as the render
        self._ended = asyncio.Event()
        self._error: Exception | None = None
        self._news = asyncio.Event()

    def write(self, data: bytes) -> None:
        """Append. Raises SpoolFull."""
        self._space.take(len(data))
        self._file.seek(self.size)
        self._file.write(data)
        self.size += len(data)
        self._announce()

    def finish(self) -> None:
        self._end(None)

    def fail(self, error: Exception) -> None:
        """End it broken: readers get what is there, then this error."""
        self._end(error)

    async def read(self, offset: int) -> bytes:
        """Bytes from `offset` on, as soon as there are any; b"" at the end. Raises what it failed with."""
        while offset >= self.size and not self._ended.is_set():
            await self._news.wait()
        if offset < self.size:
            self._file.seek(offset)
            return self._file.read(READ_BYTES)
        if self._error is not None:
            raise self._error
        return b""

    async def rest(self, seconds: float) -> None:
        """Until it has ended, but not for longer than that."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._ended.wait()

    def whole(self) -> bytes:
        """Everything written so far."""
        self._file.seek(0)
        return self._file.read()

    def close(self) -> None:
        self._file.close()
        self._space.release(self)

    def _end(self, error: Exception | None) -> None:
        self._error = error
        self._ended.set()
        self._announce()

    def _announce(self) -> None:
        """Wake the readers that wait now; later ones look for themselves."""
        self._news.set()
        self._news = asyncio.Event()
