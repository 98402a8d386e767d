"""Linking: addresses of objects, as answers tell them."""

import time
from collections.abc import Mapping
from typing import NamedTuple

from fastapi import Request

from cache.links import Links
from deployments.settings import Objects
from pipeline.batch.record import Record
from pipeline.delivery import AUDIO


class Link(NamedTuple):
    url: str
    expires_at: int | None
    """Unix time, in seconds; None: it stays."""


class Linker:
    """`public_url`: where callers reach this server; empty: wherever their request went."""

    def __init__(self, links: Links, settings: Objects, public_url: str) -> None:
        self._links, self._settings, self._public_url = links, settings, public_url.rstrip("/")

    def base_url(self, request: Request) -> str:
        return self._public_url or str(request.base_url).rstrip("/")

    def link(self, key: str, base_url: str, filename: str | None = None) -> Link:
        if self._settings.public and key.startswith(AUDIO):
            return Link(self._links.stable(key, base_url), None)
        expires_s = self._settings.link_s
        url = self._links.get(key, base_url, expires_s=expires_s, filename=filename)
        return Link(url, int(time.time()) + expires_s)

    def renewed(self, body: Mapping[str, object], record: Record) -> dict[str, object]:
        """A description of finished audio, with a link that is good from now on, for who submitted the batch."""
        link = self.link(str(body["id"]), record.base_url)
        return {**body, "url": link.url, "expires_at": link.expires_at}

    def upload(self, key: str, base_url: str) -> Link:
        """To write it."""
        expires_s = self._settings.link_s
        return Link(self._links.put(key, base_url, expires_s=expires_s), int(time.time()) + expires_s)
