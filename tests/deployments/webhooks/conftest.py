"""Receivers that are real servers on 127.0.0.1, and a clock that tests move."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from cache.folder import FolderObjects
from deployments.webhooks.message import Message

ROOT = Path(__file__).parent.parent.parent.parent
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
NOW = 1_800_000_000.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


def message(url: str = "https://receiver.example/hook", name: str = "evt_1", batch: str = "batch_1") -> Message:
    return Message(
        id=name, url=url, secret=SECRET, type="batch.completed", created_at=int(NOW), data={"id": batch, "items": 3}
    )


class Receiver:
    """Answers with `statuses`, one after the other and the last for good; `got` is what was sent to it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.statuses = [200]
        self.headers: dict[str, str] = {}
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.reached = asyncio.Event()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.got.append(({name.lower(): value for name, value in request.headers.items()}, await request.read()))
        self.reached.set()
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return web.Response(status=status, headers=self.headers, text="what the receiver says")


@asynccontextmanager
async def serving(
    handler: Handler, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[str]:
    server = web.Server(handler)
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port, ssl_context=tls)
        await site.start()
        yield f"{site.name.split(':')[0]}://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def speaking(*parts: bytes, endless: bytes = b"", hangs: bool = False) -> AsyncIterator[str]:
    """A server that reads the head of a request and sends these bytes, whatever they are."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            for part in parts:
                writer.write(part)
            while endless:
                writer.write(endless)
                await writer.drain()
            if hangs:
                await reader.read()
                await asyncio.sleep(60)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        server.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def objects(tmp_path) -> FolderObjects:
    return FolderObjects(tmp_path / "objects")


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver("")
    async with serving(receiver.answer) as url:
        receiver.url = f"{url}/hook"
        yield receiver
