"""Both forms of Retry-After, and what is neither."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from deployments.webhooks.retry_after import retry_after_s


@pytest.mark.parametrize(("value", "seconds"), [("120", 120), (" 7 ", 7), ("1.5", 1.5), ("0", 0), ("-3", 0)])
def test_seconds(value, seconds):
    assert retry_after_s(value) == seconds


def test_dates():
    soon = datetime.now(UTC) + timedelta(seconds=100)
    assert retry_after_s(format_datetime(soon, usegmt=True)) == pytest.approx(100, abs=2)
    assert retry_after_s("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert retry_after_s("Wed, 21 Oct 2015 07:28:00 -0000") == 0


@pytest.mark.parametrize(
    "value", ["", "soon", "nan", "inf", "1e999", "Wed, 99 Oct 2015", "Wed, 21 Oct 99999 07:28:00 GMT"]
)
def test_what_cannot_be_read_asks_for_nothing(value):
    assert retry_after_s(value) == 0
