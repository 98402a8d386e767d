"""One S3 server as this process sees it: a client that blocks, in threads of its own, and its failures as ours."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit
from xml.etree.ElementTree import ParseError

from minio import Minio
from minio.error import MinioException
from urllib3 import BaseHTTPResponse, PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

from cache.errors import ObjectsUnavailable
from cache.s3_address import S3Address
from cache.s3_reasons import reason

THREADS = 16
"""Requests at once, per process; the others wait."""
CONNECT_S = 5.0
"""On a new connection also what sending one body may take: 5 MiB, see s3_upload.py."""
READ_S = 15.0
"""Longest silence of a server that is to answer."""
RETRIES = Retry(
    total=2, connect=1, read=1, backoff_factor=0.1, status_forcelist=[500, 502, 503, 504], raise_on_status=False
)
"""Of requests that do the same twice; urllib3 leaves the others alone once they were sent."""

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class S3Server:
    """Asks nothing by itself. Its clients are for use within `call` and `start`; `creator` puts what is new alone."""

    def __init__(self, address: S3Address) -> None:
        self.address, self.bucket = address, address.bucket
        timeout = Timeout(connect=CONNECT_S, read=READ_S)
        self.client = client(address, address.endpoint, PoolManager(maxsize=THREADS, timeout=timeout, retries=RETRIES))
        self.creator = client(address, address.endpoint, OnlyNew(maxsize=THREADS, timeout=timeout, retries=Retry(0)))
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="s3")

    async def call(
        self, work: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result:
        """Raises ObjectsUnavailable for whatever the client raises."""
        return await self.start(work, *args, **kwargs)

    def start(
        self, work: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> asyncio.Future[Result]:
        """The same, for who wants to know how it ended although the call was cancelled: threads go on."""
        return asyncio.wrap_future(self._threads.submit(self._explained, partial(work, *args, **kwargs)))

    def _explained(self, work: Callable[[], Result]) -> Result:
        try:
            return work()
        except (MinioException, HTTPError, ParseError, ValueError, OSError) as error:
            raise ObjectsUnavailable(reason(error, self.address)) from None


class OnlyNew(PoolManager):
    """Says what minio cannot. To be used without retries: the second try would find what the first one made."""

    def urlopen(self, method: str, url: str, redirect: bool = True, **options: Any) -> BaseHTTPResponse:  # type: ignore[override]
        options["headers"]["If-None-Match"] = "*"
        return super().urlopen(method, url, redirect, **options)


def client(address: S3Address, endpoint: str, http: PoolManager | None = None) -> Minio:
    """Knows the region, so that it has nothing to ask before it signs."""
    url = urlsplit(endpoint)
    secure = url.scheme == "https"
    keys = (address.access_key, address.secret_key)
    return Minio(url.netloc, *keys, secure=secure, region=address.region, http_client=http)
