"""Deliveries: finished audio that is kept by the server, and the links that lead to it."""

from urllib.parse import quote

import httpx
from pydantic import BaseModel

from declaim.answers import read_answer
from declaim.errors import ConnectionFailed
from declaim.requests import SPEECH, SpeechOptions, speech_body


class Delivery(BaseModel):
    """Finished audio, as the server keeps it."""

    id: str
    """The object's key, which a new link can be asked for by."""
    url: str
    """Where it can be downloaded, without an API key."""
    expires_at: int | None = None
    """Unix time, in seconds, until which `url` holds; None: for as long as the audio is kept."""
    bytes: int
    duration_s: float
    characters: int
    format: str
    voice: str
    engine: str
    fallback: bool = False
    """Whether another voice spoke some of it."""
    cached: bool = False
    """Whether it was there already."""


class _Link(BaseModel):
    url: str


def delivery_request(http: httpx.Client | httpx.AsyncClient, text: str, options: SpeechOptions) -> httpx.Request:
    """The answer comes when all is spoken, so the options' own `timeout_s` is for the server alone."""
    return http.build_request("POST", SPEECH, json={**speech_body(text, options), "delivery": "url"})


def read_delivery(response: httpx.Response) -> Delivery:
    """Raises UnexpectedAnswer."""
    return read_answer(Delivery, response)


def link_request(http: httpx.Client | httpx.AsyncClient, key: str) -> httpx.Request:
    """For a new link to the object of that key."""
    return http.build_request("POST", f"v1/objects/{quote(key)}")


def read_link(response: httpx.Response) -> str:
    """Raises UnexpectedAnswer."""
    return read_answer(_Link, response).url


def download_request(http: httpx.Client | httpx.AsyncClient, url: str) -> httpx.Request:
    """Without the API key: a link needs none, and may lead to somebody else's server. Raises ConnectionFailed."""
    try:
        request = http.build_request("GET", url)
    except httpx.InvalidURL as error:
        raise ConnectionFailed(url, str(error)) from error
    request.headers.pop("Authorization", None)
    return request
