"""Links to objects in a folder: for one object and one method, and for a while."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from cache.errors import InvalidKey, LinkRefused
from cache.signed import SignedLinks

KEY = "audio/abc.mp3"


@pytest.fixture
def links(clock) -> SignedLinks:
    return SignedLinks(b"secret", clock)


def parts(url: str) -> tuple[str, dict[str, str]]:
    split = urlsplit(url)
    return split.path.removeprefix("/v1/objects/"), dict(parse_qsl(split.query))


def test_a_link_opens_what_it_was_made_for_until_it_expires(links, clock):
    url = links.get(KEY, "http://host", expires_s=60, filename="Ein Büch, 1.mp3")
    assert url.startswith("http://host/v1/objects/audio/abc.mp3?")
    key, query = parts(url)
    links.check("GET", key, query)
    links.check("HEAD", key, query)
    clock.now += 59
    links.check("GET", key, query)
    clock.now += 1
    with pytest.raises(LinkRefused) as refused:
        links.check("GET", key, query)
    assert refused.value.code == "link_expired"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
def test_a_link_to_read_is_for_nothing_else(links, method):
    with pytest.raises(LinkRefused):
        links.check(method, *parts(links.get(KEY, "", expires_s=60)))


def test_a_link_to_write_does_not_read(links):
    key, query = parts(links.put(KEY, "", expires_s=60))
    links.check("PUT", key, query)
    with pytest.raises(LinkRefused):
        links.check("GET", key, query)


@pytest.mark.parametrize(
    "change",
    [
        {"expires": "99999999999"},
        {"expires": ""},
        {"expires": "nan"},
        {"expires": "160 "},
        {"signature": ""},
        {"signature": "0" * 64},
        {"signature": "ä"},
        {"filename": "other.mp3"},
    ],
)
def test_what_was_tampered_with_is_refused(links, change):
    key, query = parts(links.get(KEY, "", expires_s=60))
    with pytest.raises(LinkRefused) as refused:
        links.check("GET", key, query | change)
    assert refused.value.code == "link_invalid"


def test_another_key_and_another_secret_are_refused(links, clock):
    key, query = parts(links.get(KEY, "", expires_s=60))
    for other in ("audio/abd.mp3", "voices/anna.yaml", f"{KEY}\n", ""):
        with pytest.raises(LinkRefused):
            links.check("GET", other, query)
    with pytest.raises(LinkRefused):
        SignedLinks(b"other", clock).check("GET", key, query)
    with pytest.raises(InvalidKey):
        links.get("../secret", "", expires_s=60)


def test_an_address_that_stays(links):
    assert links.stable(KEY, "http://host") == "http://host/v1/objects/audio/abc.mp3"
