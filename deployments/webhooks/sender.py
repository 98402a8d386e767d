"""Sender: one POST to an address that may be reached, and what came of it."""

import asyncio
import errno
import socket
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from deployments.webhooks.addresses import is_public
from deployments.webhooks.delivery import Answer
from deployments.webhooks.retry_after import retry_after_s

TIMEOUT_S = 15.0
"""For all of it, from the look-up of the name to the status."""
AT_ONCE = 32
"""Look-ups of names, which may hang for long: in threads of their own, so that nobody else waits for one."""
HEADERS = {"User-Agent": "Declaim-Webhooks", "Content-Type": "application/json", "Accept-Encoding": "identity"}

NOT_PUBLIC = "its host is not at a public address"
REASONS: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientConnectorCertificateError, "its certificate is not valid for it"),
    (aiohttp.ClientSSLError, "no TLS connection could be made"),
    (aiohttp.ClientConnectorDNSError, "its host is not known"),
    (aiohttp.ClientConnectorError, "no connection could be made"),
    (aiohttp.ClientConnectionError, "the connection broke before there was an answer"),
    (aiohttp.ClientResponseError, "its answer is no HTTP"),
)
"""The first that fits counts."""

AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]


class Sender:
    """Opens a connection for each message, checks the address that is connected to, whatever the name led to before,
    and reads nothing but the answer's head. No redirects, no proxies, no cookies.
    """

    def __init__(
        self, *, allow_private: bool, timeout_s: float = TIMEOUT_S, resolver: AbstractResolver | None = None
    ) -> None:
        connector = aiohttp.TCPConnector(
            resolver=resolver or Resolver(),
            use_dns_cache=False,
            force_close=True,
            socket_factory=new_socket if allow_private else public_socket,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            headers=HEADERS,
            timeout=aiohttp.ClientTimeout(total=timeout_s),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._session.close()

    async def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Whatever the receiver does, there is an answer."""
        try:
            response = await self._session.post(url, data=body, headers=headers, allow_redirects=False)
        except TimeoutError:
            return Answer(None, "timed out")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Answer(None, reason(error))
        response.close()
        asked_s = retry_after_s(response.headers.get("Retry-After", "")) if response.status in {429, 503} else 0.0
        return Answer(response.status, retry_after_s=asked_s)


class Resolver(AbstractResolver):
    """The system's, in threads of its own."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, "webhook-names")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        look_up = partial(socket.getaddrinfo, host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
        found = await asyncio.get_running_loop().run_in_executor(self._threads, look_up)
        return [
            ResolveResult(
                hostname=host,
                host=str(address[0]),
                port=port,
                family=kind,
                proto=protocol,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, _, protocol, _, address in found
        ]

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


def new_socket(info: AddressInfo) -> socket.socket:
    family, kind, protocol, _, _ = info
    return socket.socket(family, kind, protocol)


def public_socket(info: AddressInfo) -> socket.socket:
    """For an address that is public. Raises PermissionError for any other."""
    if not is_public(str(info[4][0])):
        raise PermissionError(errno.EACCES, NOT_PUBLIC)
    return new_socket(info)


def reason(error: Exception) -> str:
    """Why there was no answer, in words that hold nothing of what the receiver sent, nor where its name leads."""
    if isinstance(error, aiohttp.ClientConnectorError) and error.errno == errno.EACCES:
        return NOT_PUBLIC
    return next((words for kind, words in REASONS if isinstance(error, kind)), type(error).__name__)
