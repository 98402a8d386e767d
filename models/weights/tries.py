"""How often a server is asked, and when it is given up."""

from collections.abc import Callable
from time import sleep
from typing import TypeVar

import httpx

from models.weights.errors import Refused, Unreachable

T = TypeVar("T")

TRIES = 4
FIRST_PAUSE_S = 0.5
"""Before the second try; it doubles with each."""
FAILURES = (httpx.HTTPError, httpx.InvalidURL)
PASSING = (httpx.NetworkError, httpx.TimeoutException, httpx.RemoteProtocolError)
"""What may be better at the next try."""
PASSING_STATUSES = frozenset({408, 429, 500, 502, 503, 504})


def persist(url: str, attempt: Callable[[str], T], say: Callable[[str], None], first_pause_s: float) -> T:
    """What `attempt` makes of `url`, in at most four tries. Raises Unreachable, Refused."""
    pauses_s = [first_pause_s * 2**n for n in range(TRIES - 1)]
    while True:
        try:
            return attempt(url)
        except FAILURES as error:
            if not pauses_s or not passing(error):
                raise failure(url, error) from None
            say(f"{url}: {reason(error)}; trying again in {pauses_s[0]:g} s")
        sleep(pauses_s.pop(0))


def passing(error: Exception) -> bool:
    """Whether the next try may go better."""
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code in PASSING_STATUSES
    return isinstance(error, PASSING)


def failure(url: str, error: Exception) -> Refused | Unreachable:
    if isinstance(error, httpx.HTTPStatusError):
        return Refused(url, error.response.status_code)
    return Unreachable(url, reason(error))


def reason(error: Exception) -> str:
    """In words; some of these errors have none of their own, and those of statuses are about links."""
    if isinstance(error, httpx.HTTPStatusError):
        return f"status {error.response.status_code}"
    return str(error) or type(error).__name__
