"""Ranges and conditions of a GET on something that does not change (RFC 9110, 13 and 14)."""

import re
from collections.abc import Mapping
from math import inf

from deployments.api.errors import RangeNotSatisfiable

RANGE = re.compile(r"bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.IGNORECASE)


def wanted(headers: Mapping[str, str], etag: str, size_bytes: int) -> tuple[int, int] | None:
    """From which byte up to which; None for all, which is also the answer to several ranges and to nonsense.

    Raises RangeNotSatisfiable.
    """
    found = RANGE.fullmatch(headers.get("range", ""))
    if found is None or headers.get("if-range", etag) != etag:
        return None
    first, last = found.groups()
    if not first:
        return suffix(int(last), size_bytes) if last else None
    start, end = int(first), int(last) + 1 if last else inf
    if end <= start:
        return None
    if start >= size_bytes:
        raise RangeNotSatisfiable(size_bytes)
    return start, int(min(end, size_bytes))


def suffix(length: int, size_bytes: int) -> tuple[int, int]:
    if not length or not size_bytes:
        raise RangeNotSatisfiable(size_bytes)
    return max(0, size_bytes - length), size_bytes


def unchanged(headers: Mapping[str, str], etag: str) -> bool:
    """Whether the caller has it already."""
    known = {each.strip().removeprefix("W/") for each in headers.get("if-none-match", "").split(",")}
    return etag in known or "*" in known
