"""Looking at a server as anybody can: does it answer, can it speak, with what, and what has it counted."""

from collections import Counter
from dataclasses import dataclass
from time import monotonic

import httpx

from declaim.answers import read_refusal
from declaim.client import Declaim
from declaim.errors import DeclaimError
from declaim.figures import Engine, Totals, read_engines, read_totals
from declaim.prometheus import Page
from declaim.requests import server_url
from declaim.retries import as_declaim_errors

LIMIT_S = 10.0
"""Seconds that an answer may take."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What its metrics say."""

    at_s: float
    """On this machine's monotonic clock."""
    totals: Totals
    engines: dict[str, Engine]
    open_renders: float


@dataclass(frozen=True, slots=True)
class Look:
    """At one moment. What could not be learned is told in words instead."""

    url: str
    down: str = ""
    """Why it does not answer; empty where it does."""
    not_ready: str = ""
    """Why no voice can speak; empty where one can."""
    voices: dict[str, int] | str = ""
    """How many each engine has."""
    counted: Counted | str = ""


def look(url: str | None, api_key: str | None) -> Look:
    """Raises ConnectionFailed for what is no address."""
    where = server_url(url)
    with httpx.Client(base_url=where, timeout=LIMIT_S) as http:
        try:
            with as_declaim_errors():
                ready = http.get("readyz")
        except DeclaimError as error:
            return Look(where, down=str(error))
        not_ready = "" if ready.is_success else str(read_refusal(ready))
        return Look(where, "", not_ready, _voices(where, api_key), _counted(http))


def _voices(url: str, api_key: str | None) -> dict[str, int] | str:
    try:
        with Declaim(url, api_key, LIMIT_S, max_retries=0) as client:
            return dict(Counter(voice.engine for voice in client.voices()))
    except DeclaimError as error:
        return str(error)


def _counted(http: httpx.Client) -> Counted | str:
    try:
        with as_declaim_errors():
            answer = http.get("metrics")
    except DeclaimError as error:
        return str(error)
    if not answer.is_success:
        return str(read_refusal(answer))
    page = Page(answer.text)
    if "ray_serve_deployment_replica_healthy" not in page and "ray_declaim_requests_total" not in page:
        return f"{answer.url} is no page of Declaim's metrics"
    return Counted(monotonic(), read_totals(page), read_engines(page), page.total("ray_declaim_open_renders"))
