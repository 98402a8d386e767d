"""Signed links: for objects in a folder, which this server hands out itself. Who holds one needs no key."""

import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from urllib.parse import quote, urlencode

from cache.errors import LinkRefused
from cache.objects import check_key

PATH = "/v1/objects/"
"""In front of an object's key, behind this server's own address."""


class SignedLinks:
    """HMAC-SHA256 over method, key, expiry and file name. `clock` gives Unix time."""

    def __init__(self, secret: bytes, clock: Callable[[], float] = time.time) -> None:
        self._secret, self._clock = secret, clock

    def get(self, key: str, base_url: str, *, expires_s: int, filename: str | None = None) -> str:
        return self._link("GET", key, base_url, expires_s, filename or "")

    def stable(self, key: str, base_url: str) -> str:
        return f"{base_url}{PATH}{check_key(key)}"

    def put(self, key: str, base_url: str, *, expires_s: int) -> str:
        return self._link("PUT", key, base_url, expires_s, "")

    def check(self, method: str, key: str, query: Mapping[str, str]) -> None:
        """Raises LinkRefused unless the link was made here, for this, and not too long ago. GET's is HEAD's too."""
        expires, filename = query.get("expires", ""), query.get("filename", "")
        made = self._signature("GET" if method == "HEAD" else method, key, expires, filename)
        if not hmac.compare_digest(made.encode(), query.get("signature", "").encode()):
            raise LinkRefused("link_invalid")
        if int(expires) <= self._clock():
            raise LinkRefused("link_expired")

    def _link(self, method: str, key: str, base_url: str, expires_s: int, filename: str) -> str:
        expires = str(int(self._clock()) + expires_s)
        signature = self._signature(method, check_key(key), expires, filename)
        named = {"filename": filename} if filename else {}
        query = urlencode({"expires": expires, **named, "signature": signature}, quote_via=quote)
        return f"{self.stable(key, base_url)}?{query}"

    def _signature(self, method: str, key: str, expires: str, filename: str) -> str:
        said = "\n".join((method, key, expires, filename))
        return hmac.new(self._secret, said.encode(), hashlib.sha256).hexdigest()
