"""The sender against real servers: honest ones, broken ones, and those that try to lead it elsewhere."""

import asyncio
import os
import socket
import ssl
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from standardwebhooks import Webhook

from deployments.webhooks import sender as module
from deployments.webhooks.delivery import Answer
from deployments.webhooks.sender import NOT_PUBLIC, Resolver, Sender
from deployments.webhooks.signature import sign
from tests.deployments.webhooks.conftest import ROOT, SECRET, Receiver, message, serving, speaking

OK = b"HTTP/1.1 200 OK\r\n"


class Names(AbstractResolver):
    """Answers with the first list, then the next, and the last for good."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[ResolveResult]:
        addresses = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            ResolveResult(hostname=host, host=address, port=port, family=socket.AF_INET, proto=0, flags=0)
            for address in addresses
        ]

    async def close(self) -> None:
        pass


def self_signed(folder: Path) -> ssl.SSLContext:
    """For `localhost`; the certificate is in `pair.pem`."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    start = datetime.now(UTC) - timedelta(days=1)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, start, start + timedelta(days=9))
        .add_extension(names, critical=True)
        .sign(key, SHA256())
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "pair.pem").write_bytes(pem + certificate.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "pair.pem")
    return context


@pytest.fixture
async def sender() -> AsyncIterator[Sender]:
    async with Sender(allow_private=True) as sender:
        yield sender


async def send(sender: Sender, url: str) -> Answer:
    sent = message()
    return await sender.send(url, sign(SECRET, sent.id, int(time.time()), sent.body), sent.body)


async def test_a_receiver_gets_what_it_can_verify(sender, receiver):
    assert await send(sender, receiver.url) == Answer(200)
    ((headers, body),) = receiver.got
    assert Webhook(SECRET).verify(body, headers)["data"]["id"] == "batch_1"
    assert headers["content-type"] == "application/json"
    assert headers["accept-encoding"] == "identity"


async def test_a_query_arrives_as_it_was_written(sender):
    paths = []

    async def answer(request: web.Request) -> web.Response:
        paths.append(request.raw_path)
        return web.Response(status=204)

    async with serving(answer) as url:
        assert await send(sender, f"{url}/a%20b?token=x%2By&z=#part") == Answer(204)
    assert paths == ["/a%20b?token=x%2By&z="]


@pytest.mark.parametrize("status", [202, 302, 400, 410, 500])
async def test_a_status_is_told_and_nothing_else(sender, receiver, status):
    receiver.statuses, receiver.headers = [status], {"Retry-After": "60"}
    assert await send(sender, receiver.url) == Answer(status)


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_is_told(sender, receiver, status):
    receiver.statuses, receiver.headers = [status], {"Retry-After": "60"}
    assert await send(sender, receiver.url) == Answer(status, retry_after_s=60)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_not_followed(sender, receiver, status):
    forbidden = Receiver("")
    async with serving(forbidden.answer) as url:
        receiver.statuses, receiver.headers = [status], {"Location": url, "Refresh": f"0; url={url}"}
        assert await send(sender, receiver.url) == Answer(status)
    assert forbidden.got == []


async def test_cookies_are_not_sent_back(sender, receiver):
    receiver.headers = {"Set-Cookie": "who=you; Path=/"}
    named = receiver.url.replace("127.0.0.1", "localhost")  # addresses have no cookies in any case
    await send(sender, named)
    await send(sender, named)
    assert ["cookie" in headers for headers, _ in receiver.got] == [False, False]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([], "the connection broke before there was an answer"),
        ([b"HTTP/1.1 200 O"], "the connection broke before there was an answer"),
        ([OK + b"Content-Length: 5\r\n"], "the connection broke before there was an answer"),
        ([b"SSH-2.0-OpenSSH_9.2\r\n"], "its answer is no HTTP"),
        ([b"HTTP/1.1 999999 OK\r\n\r\n"], "its answer is no HTTP"),
        ([OK + b"Content-Length: -1\r\n\r\n"], "its answer is no HTTP"),
        ([OK + b"X: " + b"a" * 100_000 + b"\r\n\r\n"], "its answer is no HTTP"),
        ([b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"], "status 101"),
        ([OK + b"Content-Length: 50\r\n\r\nhalf of it"], "status 200"),
        ([b"HTTP/1.1 103 Early Hints\r\n\r\n", OK + b"\r\n"], "status 200"),
    ],
)
async def test_broken_answers(sender, parts, said):
    async with speaking(*parts) as url:
        assert str(await send(sender, url)) == said


@pytest.mark.parametrize("parts", [[], [b"HTTP/1.1 200"], [OK + b"X-Part: 1\r\n"], [b"HTTP/1.1 100 Continue\r\n\r\n"]])
async def test_who_hangs_is_left(parts):
    async with Sender(allow_private=True, timeout_s=0.2) as sender, speaking(*parts, hangs=True) as url:
        assert await send(sender, url) == Answer(None, "timed out")


@pytest.mark.parametrize(
    ("first", "endless", "said"),
    [
        (b"", b"A" * 65536, "its answer is no HTTP"),
        (OK, b"X-More: and more\r\n" * 1000, "its answer is no HTTP"),
        (OK + b"\r\n", b"body " * 10_000, "status 200"),
        (OK + b"Content-Encoding: gzip\r\n\r\n", b"\x1f\x8b\x08" + b"\0" * 65536, "status 200"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"a" * 65536 + b"\r\n", "status 200"),
    ],
)
async def test_what_has_no_end_is_not_read_to_it(sender, first, endless, said):
    async with speaking(first, endless=endless) as url:
        assert str(await send(sender, url)) == said


async def test_a_promise_of_an_answer_that_never_comes():
    async with (
        Sender(allow_private=True, timeout_s=0.2) as sender,
        speaking(endless=b"HTTP/1.1 100 Continue\r\n\r\n" * 100) as url,
    ):
        assert await send(sender, url) == Answer(None, "timed out")


async def test_nobody_there(sender):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert await send(sender, f"http://127.0.0.1:{port}") == Answer(None, "no connection could be made")


async def test_a_name_that_nobody_knows():
    class Unknown(Names):
        async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    async with Sender(allow_private=False, resolver=Unknown()) as sender:
        assert await send(sender, "http://receiver.example") == Answer(None, "its host is not known")


async def test_a_look_up_that_hangs():
    class Silent(Names):
        async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
            await asyncio.sleep(60)
            return []

    async with Sender(allow_private=False, timeout_s=0.1, resolver=Silent()) as sender:
        assert await send(sender, "http://receiver.example") == Answer(None, "timed out")


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["127.0.0.1", "127.0.0.3", "::1"]])
async def test_a_name_that_leads_to_a_private_address_is_not_connected_to(receiver, addresses):
    port = receiver.url.split(":")[2]
    async with Sender(allow_private=False, resolver=Names(addresses)) as sender:
        assert await send(sender, f"http://receiver.example:{port}") == Answer(None, NOT_PUBLIC)
    assert receiver.got == []


async def test_a_name_that_leads_elsewhere_the_second_time(receiver, monkeypatch):
    """127.0.0.2 stands for a public address."""
    monkeypatch.setattr(module, "is_public", lambda address: address == "127.0.0.2")
    public = Receiver("")
    async with serving(public.answer, "127.0.0.2", int(receiver.url.split(":")[2].split("/")[0])) as url:
        rebound = f"http://receiver.example:{url.split(':')[2]}"
        async with Sender(allow_private=False, resolver=Names(["127.0.0.2"], ["127.0.0.1"])) as sender:
            assert await send(sender, rebound) == Answer(200)
            assert await send(sender, rebound) == Answer(None, NOT_PUBLIC)
        async with Sender(allow_private=False, resolver=Names(["127.0.0.1", "127.0.0.2"])) as sender:
            assert await send(sender, rebound) == Answer(200)
    assert (len(public.got), receiver.got) == (2, [])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"])
async def test_addresses_of_this_machine_are_refused_at_the_connection_too(receiver, host):
    port = receiver.url.split(":")[2]
    async with Sender(allow_private=False) as sender:
        assert await send(sender, f"http://{host}:{port}") == Answer(None, NOT_PUBLIC)
    assert receiver.got == []


@pytest.mark.parametrize("host", ["2130706433", "127.1", "0x7f.0.0.1", "0177.0.0.1"])
async def test_other_forms_of_them_lead_nowhere_either(receiver, host):
    port = receiver.url.split(":")[2]
    async with Sender(allow_private=False) as sender:
        assert (await send(sender, f"http://{host}:{port}")).status is None
    assert receiver.got == []


async def test_proxies_and_passwords_of_the_environment_are_not_used(sender, receiver, monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    proxy = Receiver("")
    async with serving(proxy.answer) as url:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, url)
        assert await send(sender, receiver.url) == Answer(200)
    assert proxy.got == []
    assert "authorization" not in receiver.got[0][0]


async def test_the_system_s_resolver_is_asked_in_threads_of_its_own(receiver, monkeypatch):
    port = receiver.url.split(":")[2]
    async with Sender(allow_private=True) as sender:
        assert await send(sender, f"http://localhost:{port}") == Answer(200)
    resolver = Resolver()
    asked = {address["host"] for address in await resolver.resolve("localhost", 80, socket.AF_INET)}
    await resolver.close()
    assert asked == {"127.0.0.1"}


async def test_certificates_are_verified(sender, tmp_path):
    receiver = Receiver("")
    async with serving(receiver.answer, tls=self_signed(tmp_path)) as url:
        said = str(await send(sender, url.replace("127.0.0.1", "localhost")))
    assert (said, receiver.got) == ("its certificate is not valid for it", [])


SENDING = """
import asyncio, sys
from deployments.webhooks.sender import Sender
async def main():
    async with Sender(allow_private=True) as sender:
        print(await sender.send(sys.argv[1], {}, b"{}"))
asyncio.run(main())
"""


@pytest.mark.cluster
@pytest.mark.parametrize(("host", "said"), [("localhost", "status 200"), ("127.0.0.1", "its certificate is not valid")])
async def test_certificates_of_ssl_cert_file_are_valid_for_their_own_names(tmp_path, host, said):
    receiver = Receiver("")
    async with serving(receiver.answer, tls=self_signed(tmp_path)) as url:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", SENDING, url.replace("127.0.0.1", host)),
            cwd=ROOT,
            env={**os.environ, "SSL_CERT_FILE": str(tmp_path / "pair.pem")},
            stdout=PIPE,
        )
        out, _ = await process.communicate()
    assert out.decode().startswith(said)


async def test_a_server_without_tls_behind_https(sender, receiver):
    assert await send(sender, receiver.url.replace("http:", "https:")) == Answer(
        None, "no TLS connection could be made"
    )
