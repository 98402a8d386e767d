"""Links: addresses of objects that hold for a while and need no key. `signed.py` for folders, `s3.py` for S3."""

from typing import Literal, Protocol
from urllib.parse import quote


class Links(Protocol):
    """Each address is for one key and one method; changed in any way, or too late, it is refused."""

    def get(self, key: str, base_url: str, *, expires_s: int, filename: str | None = None) -> str:
        """To read the object, under that name if it is saved. `base_url`: where the caller reached this server, with
        no slash behind; stores with an address of their own do without. Raises InvalidKey."""
        ...

    def stable(self, key: str, base_url: str) -> str:
        """An address that stays the same; it is up to the store whether it needs no signature. Raises InvalidKey."""
        ...

    def put(self, key: str, base_url: str, *, expires_s: int) -> str:
        """To write it, once or more often. Raises InvalidKey."""
        ...


def disposition(how: Literal["attachment", "inline"], filename: str) -> str:
    """RFC 6266: the name as it is, and for who does not read that, what ASCII has of it."""
    plain = "".join(mark if mark.isascii() and mark.isprintable() and mark not in '"\\%/' else "_" for mark in filename)
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
