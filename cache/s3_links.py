"""Presigned addresses of objects in a bucket: made here, without asking, and checked by the server."""

from datetime import timedelta

from minio.helpers import DictType

from cache.links import disposition
from cache.objects import check_key
from cache.s3_address import S3Address
from cache.s3_server import client

LONGEST_S = 7 * 24 * 3600
"""S3 takes no signature that holds for longer."""


class S3Links:
    """Signed for the public endpoint, since the host is part of what is signed."""

    def __init__(self, address: S3Address) -> None:
        self._bucket = address.bucket
        self._endpoint = address.public_endpoint or address.endpoint
        self._client = client(address, self._endpoint)

    def get(self, key: str, base_url: str, *, expires_s: int, filename: str | None = None) -> str:  # noqa: ARG002
        answer: DictType = {"response-content-disposition": disposition("attachment", filename)} if filename else {}
        return self._client.presigned_get_object(self._bucket, check_key(key), holds(expires_s), answer)

    def stable(self, key: str, base_url: str) -> str:  # noqa: ARG002
        """Good for who the bucket's policy lets read without a signature."""
        return f"{self._endpoint.rstrip('/')}/{self._bucket}/{check_key(key)}"

    def put(self, key: str, base_url: str, *, expires_s: int) -> str:  # noqa: ARG002
        return self._client.presigned_put_object(self._bucket, check_key(key), holds(expires_s))


def holds(expires_s: int) -> timedelta:
    return timedelta(seconds=min(expires_s, LONGEST_S))
