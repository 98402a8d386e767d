"""Links: addresses of objects that hold for a while and need no key. `signed.py` for folders, `s3.py` for S3."""

from typing import Protocol


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
