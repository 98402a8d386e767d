"""Files by HTTP, from a server that fails in every way."""

import hashlib
import socket
import threading

import httpx
import pytest

from models.weights.errors import Damaged, NoRoom, Refused, Unreachable
from models.weights.part import Part
from models.weights.web import Remote

BODY = bytes(range(256)) * 1000
OTHER = bytes(reversed(BODY))


@pytest.fixture
def big(host):
    host.files["/big"] = BODY
    return host.url.replace("/piper/voices.json", "/big")


@pytest.fixture
def part(tmp_path):
    return Part(tmp_path / "big")


def known(url: str, body: bytes = BODY) -> Remote:
    return Remote(url, len(body), hashlib.md5(body, usedforsecurity=False).hexdigest())


def asked(host) -> list[tuple[str | None, int]]:
    return [(each.range, each.status) for each in host.asked_for("/big")]


def test_what_is_whole_is_not_asked_for_again(web, big, part, host):
    for _ in range(2):
        web.fetch(known(big), part)
    assert part.path.read_bytes() == BODY
    assert asked(host) == [(None, 200)]


def test_goes_on_where_the_connection_broke(web, big, part, host, fault, told):
    host.fail("/big", fault(sent=100_000), fault(sent=50_000))
    web.fetch(known(big), part)
    assert part.path.read_bytes() == BODY
    assert asked(host) == [(None, 200), ("bytes=100000-", 206), ("bytes=150000-", 206)]
    assert "trying again in 0.001 s" in told.getvalue()


def test_gives_up_and_the_next_goes_on(web, big, part, host, fault):
    host.fail("/big", *[fault(sent=10_000)] * 4)
    with pytest.raises(Unreachable, match=r"/big cannot be fetched: .*DECLAIM_CATALOGUE_URL"):
        web.fetch(known(big), part)
    web.fetch(known(big), part)
    assert part.path.read_bytes() == BODY
    assert asked(host)[-1] == ("bytes=40000-", 206)


@pytest.mark.parametrize(
    ("kind", "answers"), [("whole", [("bytes=100000-", 200)]), ("strange", [("bytes=100000-", 206), (None, 200)])]
)
def test_starts_again_where_the_server_cannot_go_on(web, part, host, fault, kind, answers):
    host.files["/big"] = BODY
    host.fail("/big", fault(sent=100_000), fault(**{kind: True}))
    web.fetch(known(host.url.replace("/piper/voices.json", "/big")), part)
    assert part.path.read_bytes() == BODY
    assert asked(host)[1:] == answers


@pytest.mark.parametrize("heedless", [False, True], ids=["If-Range is heeded", "it is not"])
def test_starts_again_when_the_file_is_another_now(web, big, part, host, fault, heedless):
    host.fail("/big", fault(sent=100_000, then=lambda: host.files.update({"/big": OTHER})), fault(heedless=heedless))
    web.fetch(known(big, OTHER), part)
    assert part.path.read_bytes() == OTHER


def test_starts_again_when_the_file_is_shorter_now(web, big, part, host, fault):
    host.etags["/big"] = '"always the same"'
    host.fail("/big", fault(sent=100_000, then=lambda: host.files.update({"/big": BODY[:100_000]})))
    web.fetch(Remote(big), part)
    assert part.path.read_bytes() == BODY[:100_000]
    assert asked(host) == [(None, 200), ("bytes=100000-", 416), (None, 200)]


def test_a_weak_etag_promises_nothing(web, big, part, host, fault):
    host.etags["/big"] = 'W/"1"'
    host.fail("/big", fault(sent=100_000))
    web.fetch(known(big), part)
    assert asked(host) == [(None, 200), (None, 200)]


def test_a_note_that_cannot_be_read_is_none(web, big, part, host, fault):
    host.fail("/big", *[fault(sent=10_000)] * 4)
    with pytest.raises(Unreachable):
        web.fetch(known(big), part)
    part.path.with_name("big.part.json").write_text('{"etag": "')
    web.fetch(known(big), part)
    assert asked(host)[-1] == (None, 200)


@pytest.mark.parametrize(
    "wrong", [{"broken": 200_000}, {"broken": 0, "chunked": True}, {"sent": 9, "chunked": True}], ids=str
)
def test_damaged_is_deleted(web, big, part, host, fault, wrong):
    host.fail("/big", fault(**wrong))
    with pytest.raises(Damaged, match=r"/big was deleted: it(s MD5 is not| has 9 bytes and should have 256000)"):
        web.fetch(known(big), part)
    assert not list(part.path.parent.iterdir())
    web.fetch(known(big), part)


@pytest.mark.parametrize("chunked", [False, True])
def test_another_size_is_not_read_to_its_end(web, big, part, host, fault, chunked):
    host.fail("/big", fault(chunked=chunked))
    with pytest.raises(Damaged, match="256000 bytes and should have 10" if not chunked else "more came than the 10"):
        web.fetch(known(big, BODY[:10]), part)
    assert not list(part.path.parent.iterdir())


def test_a_size_that_nobody_knows(web, big, part, host, fault):
    host.fail("/big", fault(chunked=True))
    web.fetch(Remote(big), part)
    assert part.path.read_bytes() == BODY


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_refused_is_asked_once(web, big, part, host, fault, status):
    host.fail("/big", fault(status=status))
    with pytest.raises(Refused, match=f"/big answers with status {status}"):
        web.fetch(known(big), part)
    assert len(asked(host)) == 1


def test_an_error_that_passes(web, big, part, host, fault, told):
    host.fail("/big", fault(status=500), fault(status=429), fault(status=503))
    web.fetch(known(big), part)
    assert part.path.read_bytes() == BODY
    assert "status 500; trying again" in told.getvalue()


def test_an_error_that_does_not_pass(web, big, part, host, fault):
    host.fail("/big", *[fault(status=503)] * 9)
    with pytest.raises(Refused, match="status 503"):
        web.fetch(known(big), part)
    assert len(asked(host)) == 4


def test_nobody_listens(web, part):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/big"
        with pytest.raises(Unreachable, match=f"{url} cannot be fetched: .*by hand"):
            web.fetch(Remote(url), part)


@pytest.mark.parametrize("url", ["voices.json", "ftp://127.0.0.1/voices.json", "http://[/", "http://a b/"])
def test_no_address(web, url):
    with pytest.raises(Unreachable):
        web.read(url)


def test_a_server_that_falls_silent(web, big, part, host, fault):
    web._client.timeout = httpx.Timeout(0.2)
    until = threading.Event()
    host.fail("/big", fault(sent=100_000, until=until))
    try:
        web.fetch(known(big), part)
    finally:
        until.set()
    assert part.path.read_bytes() == BODY
    assert asked(host)[0] == (None, 200)
    assert asked(host)[-1][1] == 206


def test_a_disk_without_room(web, big, part, host, fault):
    host.fail("/big", fault(length=10**17, sent=1000))
    with pytest.raises(NoRoom, match=r"100000000000\.0 MB are to come"):
        web.fetch(Remote(big), part)


def test_a_disk_that_fills(web, big, part):
    part.path.symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left on device"):
        web.fetch(known(big), part)
