"""A scripted HTTP server on a real socket, and both clients behind one call."""

import asyncio
import inspect
import json
import socket
import ssl
from collections import deque
from collections.abc import Callable, Iterator
from functools import cache
from http import HTTPStatus
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any

import pytest

from declaim import AsyncDeclaim, Batch, Declaim
from tests.client.workshop import Workshop
from tests.deployments.api.conftest import House, served_apart

Talk = Callable[[StreamRequestHandler], None]


@pytest.fixture(scope="session", autouse=True)
def one_tls_context() -> Iterator[None]:
    """Each httpx client reads all certificates of the world, which takes longer than most of these tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    """Neither a proxy nor settings of whoever runs the tests."""
    for name in ("DECLAIM_URL", "DECLAIM_API_KEY", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def serve() -> Iterator[Callable[[Talk], int]]:
    """Start a server whose connections are each handled by the given function; returns its port."""
    servers: list[ThreadingTCPServer] = []

    def start(talk: Talk) -> int:
        class Handler(StreamRequestHandler):
            def handle(self) -> None:
                talk(self)

        server = ThreadingTCPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        servers.append(server)
        Thread(target=server.serve_forever, args=(0.005,), daemon=True).start()
        return server.server_address[1]

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


class ScriptedHttp:
    """Gives the answers it was told to, in turn, and remembers what it was asked."""

    def __init__(self, serve: Callable[[Talk], int]) -> None:
        self.requests: list[tuple[str, dict[str, str], Any]] = []
        """Path, headers, and the body: what it says if it is JSON."""
        self.methods: list[str] = []
        self.connections = 0
        self._answers: deque[tuple[bytes, bool]] = deque()
        self.url = f"http://127.0.0.1:{serve(self._talk)}"

    def speaks(self, *pieces: bytes, headers: str = "", whole: bool = True) -> None:
        """A chunked answer; unless it is whole, the connection closes where its end should be."""
        chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nTransfer-Encoding: chunked\r\n{headers}\r\n"
        self._answers.append((head.encode() + chunks + b"0\r\n\r\n" * whole, whole))

    def answers(self, body: object, status: int = 200, headers: str = "") -> None:
        content = json.dumps(body).encode()
        head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Length: {len(content)}\r\n{headers}\r\n"
        self._answers.append((head.encode() + content, True))

    def refuses(self, status: int, headers: str = "", message: str = "no") -> None:
        error = {"message": message, "type": "some_error", "param": None, "code": "some_code"}
        self.answers({"error": error}, status, f"X-Request-Id: req-1\r\n{headers}")

    def hangs_up(self) -> None:
        self._answers.append((b"", False))

    def _talk(self, connection: StreamRequestHandler) -> None:
        self.connections += 1
        while request_line := connection.rfile.readline():
            lines = iter(lambda: connection.rfile.readline().decode().strip(), "")
            headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
            body = connection.rfile.read(int(headers.get("content-length", 0)))
            method, path, _ = request_line.decode().split()
            json_sent = headers.get("content-type") == "application/json"
            self.methods.append(method)
            self.requests.append((path, headers, json.loads(body) if json_sent else body or None))
            answer, keep = self._answers.popleft()
            connection.wfile.write(answer)
            if not keep:
                return


@pytest.fixture
def http(serve) -> ScriptedHttp:
    return ScriptedHttp(serve)


@pytest.fixture
def refusing_port() -> int:
    """A port at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def slept() -> list[float]:
    """The pauses, in seconds, that a client would have made."""
    return []


@pytest.fixture(params=[Declaim, AsyncDeclaim])
def ask(request, slept):
    """Call a method of a new client, of either kind: `await ask({"base_url": ...}, "speak_bytes", "Hello")`."""

    async def async_sleep(pause_s: float) -> None:
        slept.append(pause_s)

    async def ask(settings: dict[str, Any], method: str, *arguments: object, **options: Any) -> Any:
        sleep = slept.append if request.param is Declaim else async_sleep
        client = request.param(**settings, sleep=sleep)
        try:
            return await settled(getattr(client, method)(*arguments, **options))
        finally:
            await settled(client.close())

    return ask


async def settled(result: Any) -> Any:
    """What comes of it: of a generator, all that it yields."""
    if inspect.isasyncgen(result):
        return [each async for each in result]
    if inspect.isgenerator(result):
        return list(result)
    return await result if inspect.isawaitable(result) else result


@pytest.fixture(scope="session")
def one_workshop(tmp_path_factory) -> Iterator[Workshop]:
    house = House(home=tmp_path_factory.mktemp("home"))
    with served_apart(house.app) as url:
        yield Workshop(house, url)


@pytest.fixture
def workshop(one_workshop: Workshop) -> Workshop:
    """The same for all tests, with everything that others put there; links are as old as they are."""
    one_workshop.house.clock.ahead_s, one_workshop.title = 0.0, None
    return one_workshop


@pytest.fixture
def at_work(workshop, monkeypatch):
    """What is watched from now on is spoken like that, and ends, between the first and the second look."""

    def work(audio: dict[str, bytes | None]) -> None:
        async def finish(batch: str) -> None:
            await workshop.speak(batch, audio)
            await workshop.end(batch)

        def watch(client: Declaim, batch: str, _every_s: float = 0.0) -> Iterator[Batch]:
            yield client.batch(batch)
            asyncio.run(finish(batch))
            yield client.batch(batch)

        monkeypatch.setattr(Declaim, "watch", watch)

    return work
