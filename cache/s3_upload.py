"""An S3 object that is being made: parts go up as they come, and are put together when everything is known.

S3's own multipart upload wants the metadata before the first part, and stays pending for good if nobody ends it. So
parts are objects of their own, under a name that no key can have, and the server copies them together in the end: until
then there is nothing but them, and what a killed process left is found by its age (`S3Objects.sweep`).
"""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import ParamSpec

from minio import Minio
from minio.commonconfig import ComposeSource

from cache.errors import ObjectsUnavailable
from cache.objects import BINARY, NO_METADATA, Metadata, check_key
from cache.s3_metadata import headers
from cache.s3_server import S3Server

PARTS = ".parts/"
"""No key begins with a dot."""
PART_BYTES = 5 * 1024**2
"""The least that S3 puts together, but for the last. As much again is in memory for the first part."""

Arguments = ParamSpec("Arguments")


class S3Upload:
    """The first part waits for the end, because its head does; an object of one part was never in pieces."""

    def __init__(self, server: S3Server, content_type: str) -> None:
        self._server, self._content_type = server, content_type
        self._prefix = f"{PARTS}{secrets.token_hex(16)}/"
        self._first: bytes | None = None
        self._rest = bytearray()
        self._later: list[str] = []
        self._request: asyncio.Future[None] | None = None

    async def write(self, data: bytes) -> None:
        self._rest += data
        while len(self._rest) > PART_BYTES:  # so that the last part is never empty
            part = bytes(self._rest[:PART_BYTES])
            del self._rest[:PART_BYTES]
            if self._first is None:
                self._first = part
            else:
                await self._put_part(part)

    async def complete(self, key: str, metadata: Metadata = NO_METADATA, head: bytes = b"") -> None:
        check_key(key)
        if self._first is None:
            data = head + bytes(self._rest[len(head) :])
            await self._ask(self._put, key, data, self._content_type, metadata)
            return
        await self._put_part(bytes(self._rest))
        await self._ask(self._put, self._prefix + "first", head + self._first[len(head) :])
        await self._ask(self._compose, key, metadata)

    async def discard(self) -> None:
        """The parts go, in any case, also one that is on its way when its upload is cancelled."""
        if self._request is not None:
            await asyncio.gather(self._request, return_exceptions=True)
        if self._first is not None:
            with suppress(ObjectsUnavailable):  # then the sweep will
                await self._server.call(self._remove)

    async def _put_part(self, part: bytes) -> None:
        self._later.append(f"{self._prefix}{len(self._later):05}")
        await self._ask(self._put, self._later[-1], part)

    async def _ask(self, work: Callable[Arguments, None], *args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        self._request = self._server.start(work, *args, **kwargs)
        await asyncio.shield(self._request)

    @property
    def _names(self) -> list[str]:
        return [self._prefix + "first", *self._later]

    def _put(self, name: str, data: bytes, content_type: str = BINARY, metadata: Metadata = NO_METADATA) -> None:
        put(self._server.client, self._server.bucket, name, data, content_type, metadata)

    def _compose(self, key: str, metadata: Metadata) -> None:
        sources = [ComposeSource(self._server.bucket, name) for name in self._names]
        told = {"Content-Type": self._content_type, **headers(metadata)}
        self._server.client.compose_object(self._server.bucket, key, sources, metadata=told)

    def _remove(self) -> None:
        for name in self._names:
            self._server.client.remove_object(self._server.bucket, name)


def put(
    client: Minio,
    bucket: str,
    name: str,
    data: bytes,
    content_type: str = BINARY,
    metadata: Metadata = NO_METADATA,
) -> None:
    """With one request, however long it is."""
    size, told = len(data), headers(metadata)
    client.put_object(bucket, name, BytesIO(data), size, content_type, told, part_size=max(size, PART_BYTES))
