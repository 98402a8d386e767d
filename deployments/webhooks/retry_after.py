"""How long a receiver asks to be left alone: both forms of `Retry-After`."""

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after_s(value: str) -> float:
    """Seconds from now; 0 where it names no time that can be read."""
    try:
        seconds = float(value)
    except ValueError:
        seconds = until(value)
    return max(seconds, 0.0) if math.isfinite(seconds) else 0.0


def until(http_date: str) -> float:
    try:
        moment = parsedate_to_datetime(http_date)
    except (ValueError, OverflowError):
        return 0.0
    # A date that ends in -0000 is in UTC but comes back without a zone.
    return (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
