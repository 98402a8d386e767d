"""Linking: where links lead, and how long they hold."""

import time

import pytest
from fastapi import Request

from cache.signed import SignedLinks
from deployments.api.linking import Linker
from deployments.settings import Objects

KEY = "audio/a.mp3"


@pytest.fixture
def request_() -> Request:
    scope = {"type": "http", "scheme": "https", "server": ("in", 1), "path": "/", "headers": [(b"host", b"out:9")]}
    return Request({**scope, "root_path": "", "query_string": b""})


def linker(public_url: str = "", **settings) -> Linker:
    return Linker(SignedLinks(b"secret"), Objects(**settings), public_url)


def test_links_lead_where_the_caller_came_from_unless_the_settings_say_where(request_):
    assert linker().base_url(request_) == "https://out:9"
    assert linker("https://speech.example/").base_url(request_) == "https://speech.example"


def test_a_link_tells_how_long_it_holds():
    link = linker(link_s=60).link(KEY, "http://h")
    assert link.expires_at == pytest.approx(time.time() + 60, abs=5)
    assert f"expires={link.expires_at}" in link.url
    assert "filename=a%20b.mp3" in linker().link(KEY, "http://h", "a b.mp3").url


def test_public_audio_has_addresses_that_stay_and_nothing_else_has():
    assert linker(public=True).link(KEY, "http://h") == ("http://h/v1/objects/audio/a.mp3", None)
    assert linker(public=True).link("files/a", "http://h").expires_at is not None
