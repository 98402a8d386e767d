"""When a request is sent again, and how long to wait before: decided here for both clients."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from declaim.answers import read_refusal
from declaim.errors import ConnectionFailed, DeclaimError, TimedOut

RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504})

CONNECTION_LOST = (httpx.NetworkError, httpx.RemoteProtocolError, httpx.ConnectTimeout)

WATCHING_RETRIES = 30
"""While a batch is watched, which goes on though its server is started again: some two minutes."""

FIRST_BACKOFF_S = 0.5
LONGEST_BACKOFF_S = 8.0
LONGEST_RETRY_AFTER_S = 60.0


class Attempts:
    """The tries that one request has left; synthesis is idempotent, so each may follow a half-done one."""

    def __init__(self, max_retries: int) -> None:
        self._left = max_retries
        self._backoff_s = FIRST_BACKOFF_S

    def after_refusal(self, response: httpx.Response) -> float:
        """Seconds to wait before the next try; raises RequestRefused when there is none."""
        refusal = read_refusal(response)
        if refusal.status not in RETRIED_STATUSES or not self._left:
            raise refusal
        return self._pause_s(refusal.retry_after_s or 0.0)

    def after_failure(self, error: httpx.RequestError) -> float:
        """Seconds to wait before the next try; raises ConnectionFailed or TimedOut when there is none."""
        if not isinstance(error, CONNECTION_LOST) or not self._left:
            raise as_failure(error) from error
        return self._pause_s(0.0)

    def _pause_s(self, asked_s: float) -> float:
        # The jitter comes on top of Retry-After too, or all who were told the same second would return in it.
        jitter_s = random.uniform(0.0, self._backoff_s)  # noqa: S311 - spreads load, guards nothing
        self._left -= 1
        self._backoff_s = min(self._backoff_s * 2, LONGEST_BACKOFF_S)
        return min(asked_s, LONGEST_RETRY_AFTER_S) + jitter_s


def as_failure(error: httpx.RequestError) -> DeclaimError:
    """What a transport's error means to the caller, before the first byte."""
    url = error.request.url
    origin = f"{url.scheme}://{url.netloc.decode()}"
    silent = isinstance(error, httpx.TimeoutException) and not isinstance(error, httpx.ConnectTimeout)
    return (TimedOut if silent else ConnectionFailed)(origin, reason(error))


@contextmanager
def as_declaim_errors() -> Iterator[None]:
    """For what is asked once: a transport's error becomes ConnectionFailed or TimedOut."""
    try:
        yield
    except httpx.RequestError as error:
        raise as_failure(error) from error


def reason(error: httpx.RequestError) -> str:
    """A transport's error in words; some have none of their own."""
    return str(error) or type(error).__name__
