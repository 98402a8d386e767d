"""Checks of the object store and of the clock that signs its addresses."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from declaim.cli.checks.finding import LIMIT_S, Environment, Finding

VARIABLE = "DECLAIM_S3_ENDPOINT"

LARGEST_SKEW_S = 300.0
"""Signatures are refused from 15 minutes on; this leaves time to put the clock right."""


def check_s3(environment: Environment) -> Finding:
    endpoint = environment.get(VARIABLE)
    if not endpoint:
        return Finding("ok", "not set: folder store")
    try:
        status = _ask(endpoint).status_code
    except (httpx.RequestError, httpx.InvalidURL) as error:
        return Finding("fail", f"{endpoint}: {error or type(error).__name__}", f"start it, or correct {VARIABLE}")
    return Finding("ok", f"{endpoint} answers (status {status})")


def check_clock(environment: Environment) -> Finding:
    now = datetime.now(UTC)
    store_time = _store_time(environment.get(VARIABLE))
    if store_time is None:
        return Finding("ok", f"{now:%Y-%m-%d %H:%M:%S} UTC, with no object store to compare it with")
    skew_s = (now - store_time).total_seconds()
    if abs(skew_s) > LARGEST_SKEW_S:
        return Finding("fail", f"{skew_s:+.0f} s from the object store's", "set the clock: signatures would be refused")
    return Finding("ok", f"{skew_s:+.0f} s from the object store's")


def _store_time(endpoint: str | None) -> datetime | None:
    if not endpoint:
        return None
    try:
        return parsedate_to_datetime(_ask(endpoint).headers.get("Date", "")).astimezone(UTC)
    except (httpx.RequestError, httpx.InvalidURL, ValueError):
        return None


def _ask(endpoint: str) -> httpx.Response:
    return httpx.get(endpoint, timeout=LIMIT_S)
