"""Target: the URL that messages go to, as far as it can be judged by reading it. `sender.py` judges where it leads."""

import re
from ipaddress import ip_address

from yarl import URL

from deployments.webhooks.addresses import is_public
from deployments.webhooks.errors import ForbiddenTarget

LONGEST_URL = 2048
"""Characters."""
LONGEST_HOST = 253
LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
NAME = re.compile(rf"{LABEL}(\.{LABEL})*\.?")
NUMBER = re.compile(r"(.*\.)?(\d+|0[xX][0-9a-fA-F]*)\.?")
"""Resolvers take these for addresses: 2130706433, 0x7f.1 and 0177.0.0.1 are all 127.0.0.1."""
LOCAL = re.compile(r"(.*\.)?localhost\.?")


def check_url(url: str, *, allow_private: bool) -> None:
    """Raises ForbiddenTarget with the reason. Names are not looked up: they may lead elsewhere when it is sent."""
    parsed = parse(url)
    if parsed.scheme not in {"http", "https"}:
        raise ForbiddenTarget("does not begin with 'https://' or 'http://'")
    if "@" in parsed.raw_authority:
        raise ForbiddenTarget("holds a user name or a password: receivers know the sender by the signature")
    if parsed.port == 0:
        raise ForbiddenTarget("has the port 0: give one from 1 to 65535")
    check_host(parsed.raw_host or "", allow_private=allow_private)


def parse(url: str) -> URL:
    """With the parser of the client that sends, so that both see the same host in it."""
    if len(url) > LONGEST_URL:
        raise ForbiddenTarget(f"is longer than {LONGEST_URL} characters")
    if not url.isprintable() or " " in url:
        raise ForbiddenTarget("holds blanks or control characters: write them as %20 and the like")
    try:
        return URL(url)
    except ValueError as error:
        raise ForbiddenTarget(f"cannot be read: {error}".rstrip(".")) from None


def check_host(host: str, *, allow_private: bool) -> None:
    """A name or an address. Raises ForbiddenTarget."""
    if not host:
        raise ForbiddenTarget("names no host")
    if is_address(host):
        if not (allow_private or is_public(host)):
            raise ForbiddenTarget(f"names the address {host}, which is not public")
    elif NUMBER.fullmatch(host):
        raise ForbiddenTarget("names an address in an unusual form: write it as four decimal numbers")
    elif len(host) > LONGEST_HOST or not NAME.fullmatch(host):
        raise ForbiddenTarget("names a host that no host can have")
    elif LOCAL.fullmatch(host) and not allow_private:
        raise ForbiddenTarget("names this machine itself")


def is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
