"""How long a server asks to be left alone: `retry-after-ms` and both forms of `Retry-After`."""

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx


def retry_after_s(headers: httpx.Headers) -> float | None:
    """Seconds from now; None when the server names no time that can be read."""
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return milliseconds / 1000
    value = headers.get("retry-after", "")
    seconds = _number(value)
    return _until(value) if seconds is None else seconds


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return max(number, 0.0) if math.isfinite(number) else None


def _until(http_date: str) -> float | None:
    try:
        moment = parsedate_to_datetime(http_date)
    except ValueError:
        return None
    # A date that ends in -0000 is in UTC but comes back without a zone.
    moment = moment.replace(tzinfo=moment.tzinfo or UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)
