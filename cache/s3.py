"""Objects in an S3 bucket. An object of S3 is there whole or not at all by itself."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime

from minio.datatypes import Object
from minio.error import MinioException, S3Error
from urllib3 import BaseHTTPResponse

from cache.errors import ObjectExists, ObjectMissing
from cache.objects import BINARY, KEY, NO_METADATA, PIECE_BYTES, About, Listed, Metadata, check_key
from cache.s3_address import S3Address
from cache.s3_metadata import metadata as told
from cache.s3_server import S3Server
from cache.s3_upload import PARTS, S3Upload, put

LEFT_S = 24 * 3600
"""A part that is older was left by a process that died: no upload takes so long."""


class S3Objects:
    """Nothing is asked of the server before the first object is."""

    def __init__(self, address: S3Address) -> None:
        self._server = S3Server(address)
        self._client, self._bucket = self._server.client, self._server.bucket

    async def get(self, key: str) -> bytes:
        return await self._server.call(self._get, check_key(key))

    async def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncGenerator[bytes, None]:
        if end is not None and end <= start:
            await self.about(key)
            return
        response = await self._server.call(self._open, check_key(key), start, end)
        if response is None:
            return
        try:
            while piece := await self._server.call(response.read, PIECE_BYTES):
                yield piece
        finally:
            self._server.start(response.close)  # a thread may be reading still, and hold its lock

    async def about(self, key: str) -> About:
        return await self._server.call(self._about, check_key(key))

    async def put(self, key: str, data: bytes, content_type: str = BINARY, metadata: Metadata = NO_METADATA) -> None:
        await self._server.call(put, self._client, self._bucket, check_key(key), data, content_type, metadata)

    async def create(self, key: str, data: bytes) -> None:
        """As sure as the server's If-None-Match: Swift's lets several in that come at the same moment."""
        await self._server.call(self._create, check_key(key), data)

    @asynccontextmanager
    async def upload(self, content_type: str) -> AsyncIterator[S3Upload]:
        upload = S3Upload(self._server, content_type)
        try:
            yield upload
        finally:
            await asyncio.shield(upload.discard())

    async def delete(self, key: str) -> None:
        await self._server.call(self._client.remove_object, self._bucket, check_key(key))

    async def list(self, prefix: str) -> dict[str, Listed]:
        return await self._server.call(self._list, check_key(prefix.removesuffix("/")) + "/")

    async def sweep(self, left_s: float = LEFT_S) -> None:
        await self._server.call(self._sweep, left_s)

    def _get(self, key: str) -> bytes:
        with there(key), self._client.get_object(self._bucket, key) as response:
            return response.read()

    def _open(self, key: str, start: int, end: int | None) -> BaseHTTPResponse | None:
        """None: it ends before."""
        length = 0 if end is None else end - start
        with there(key):
            try:
                return self._client.get_object(self._bucket, key, start, length)
            except S3Error as error:
                if error.code == "InvalidRange":
                    return None
                raise

    def _about(self, key: str) -> About:
        with there(key):
            try:
                found = self._client.stat_object(self._bucket, key)
            except MinioException:
                self._client.get_object(self._bucket, key).close()  # says why, which an answer to HEAD cannot
                raise
        listed = listing(found)
        content_type = found.content_type or BINARY
        return About(listed.tag, listed.size_bytes, listed.modified_s, content_type, told(found.metadata or {}))

    def _create(self, key: str, data: bytes) -> None:
        try:
            put(self._server.creator, self._bucket, key, data)
        except S3Error as error:
            if error.code == "PreconditionFailed":
                raise ObjectExists(key) from None
            raise

    def _list(self, prefix: str) -> dict[str, Listed]:
        """What others put there under names that no key can be is none of ours."""
        found = self._client.list_objects(self._bucket, prefix, recursive=True)
        return {
            entry.object_name: listing(entry)
            for entry in found
            if entry.object_name and KEY.fullmatch(entry.object_name)
        }

    def _sweep(self, left_s: float) -> None:
        for part in self._client.list_objects(self._bucket, PARTS, recursive=True):
            if part.object_name and time.time() - listing(part).modified_s > left_s:
                self._client.remove_object(self._bucket, part.object_name)


@contextmanager
def there(key: str) -> Iterator[None]:
    """Raises ObjectMissing where the server says so."""
    try:
        yield
    except S3Error as error:
        if error.code == "NoSuchKey":
            raise ObjectMissing(key) from None
        raise


def listing(found: Object) -> Listed:
    modified = found.last_modified or datetime.fromtimestamp(0, UTC)
    return Listed((found.etag or "").strip('"'), found.size or 0, modified.timestamp())
