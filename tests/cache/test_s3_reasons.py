"""What is told of servers that refuse, hang, break, or are something else; what Swift refuses is in test_s3."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from urllib3.exceptions import NameResolutionError

from cache.errors import ObjectsUnavailable
from cache.s3 import S3Objects
from cache.s3_address import S3Address
from cache.s3_reasons import reason


class Answers(ThreadingHTTPServer):
    """Says the same to everybody."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.status, self.content_type, self.body = 200, "application/xml", b""
        self.asked: list[str] = []

    @property
    def address(self) -> S3Address:
        return S3Address(f"http://127.0.0.1:{self.server_port}", "bucket", "key", "the-secret")


class Answer(BaseHTTPRequestHandler):
    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(self.command)
        self.send_response(self.server.status)
        self.send_header("Content-Type", self.server.content_type)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(self.server.body)

    do_GET = do_PUT = do_HEAD = do_DELETE = answer  # noqa: N815 - names that http.server calls

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Answers]:
    with Answers() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        (403, "InvalidAccessKeyId", "does not know DECLAIM_S3_ACCESS_KEY"),
        (403, "AccessDenied", "no right to do this in bucket 'bucket'"),
        (301, "PermanentRedirect", "set DECLAIM_S3_REGION"),
        (501, "NotImplemented", "Declaim needs multipart uploads"),
        (507, "QuotaExceeded", "QuotaExceeded: why"),
    ],
)
async def test_an_answer_that_names_its_code_is_told_with_the_remedy(server, status, code, told):
    server.status, server.body = status, f"<Error><Code>{code}</Code><Message>why</Message></Error>".encode()
    objects = S3Objects(server.address)
    for call in (objects.get("a"), objects.about("a"), objects.put("a", b""), objects.create("a", b"")):
        with pytest.raises(ObjectsUnavailable, match=f"{server.address.endpoint}: .*{told}") as caught:
            await call
        assert "the-secret" not in str(caught.value)


@pytest.mark.parametrize("body", [b"", b"<p>Welcome!", b"<html>Welcome!</html>", b"\xff"])
async def test_what_is_no_s3_is_told(server, body):
    server.content_type, server.body = "text/html", body
    objects = S3Objects(server.address)
    with pytest.raises(ObjectsUnavailable, match="is no S3"):
        await objects.list("voices/")
    server.status = 404
    for call in (objects.get("a"), objects.about("a"), objects.put("a", b""), objects.delete("a")):
        with pytest.raises(ObjectsUnavailable, match="is no S3"):
            await call


async def test_a_server_in_trouble_is_asked_three_times_but_not_to_create(server):
    server.status, server.body = 503, b"<Error><Code>SlowDown</Code><Message>later</Message></Error>"
    objects = S3Objects(server.address)
    with pytest.raises(ObjectsUnavailable, match="SlowDown: later"):
        await objects.put("a", b"")
    with pytest.raises(ObjectsUnavailable, match="SlowDown: later"):
        await objects.create("b", b"")
    assert server.asked == ["PUT"] * 4


async def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch):
    monkeypatch.setattr("cache.s3_server.READ_S", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = S3Address(f"http://127.0.0.1:{deaf.getsockname()[1]}", "bucket", "key", "secret")
        with pytest.raises(ObjectsUnavailable, match="does not answer in time"):
            await S3Objects(address).get("a")


async def test_a_port_where_nobody_is_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = S3Address(f"http://127.0.0.1:{taken.getsockname()[1]}", "bucket", "key", "secret")
    with pytest.raises(ObjectsUnavailable, match=r"cannot be reached .*Connection refused.*: start it"):
        await S3Objects(address).get("a")


async def test_a_server_without_tls_is_told(server):
    address = replace(server.address, endpoint=server.address.endpoint.replace("http:", "https:"))
    with pytest.raises(ObjectsUnavailable, match="no TLS"):
        await S3Objects(address).get("a")


def test_a_host_that_nobody_knows_is_told():
    error = NameResolutionError("nobody.invalid", None, socket.gaierror(-2, "Name or service not known"))
    address = S3Address("http://nobody.invalid", "bucket", "key", "secret")
    assert reason(error, address) == "http://nobody.invalid: nobody knows its host: look at DECLAIM_S3_ENDPOINT"
