"""What is sent, and with which settings: the same for both clients."""

import os
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Literal, TypedDict
from urllib.parse import quote

import httpx

from declaim.errors import ConnectionFailed

DEFAULT_URL = "http://127.0.0.1:8000"

CONNECT_TIMEOUT_S = 10.0

GRACE_S = 5.0
"""Seconds that the client waits beyond a speech's own `timeout_s`, so that the server's explanation arrives first."""

SPEECH = "v1/audio/speech"

VOICES = "v1/audio/voices"

Sample = str | PathLike[str] | bytes
"""A recording: the path of a file, or what is in it."""

Format = Literal["mp3", "opus", "aac", "flac", "wav", "pcm"]


class Pronunciation(TypedDict, total=False):
    """How one word or phrase is said; it needs `say` or `ipa`."""

    say: str
    """A respelling."""
    ipa: str
    """For voices that read it; others read `say`."""
    language: str
    """BCP-47 tag of the only language that this holds in."""


class SpeechOptions(TypedDict, total=False):
    """How a text is to be spoken; None leaves the choice to the server."""

    model: str | None
    voice: str | None
    """A voice's id, or one of OpenAI's names."""
    response_format: Format | None
    speed: float | None
    """0.25 to 4; 1 is the voice's own pace."""
    language: str | None
    """BCP-47 tag."""
    seed: int | None
    sample_rate: int | None
    """Hertz."""
    timeout_s: float | None
    """Longest silence to accept, in seconds, before the first byte and between any two."""
    fallback: Literal["auto", "never"] | None
    lexicon: Mapping[str, str | Pronunciation] | None
    """How words and phrases are said: a respelling, or more of it."""


DEFAULTS: SpeechOptions = {"model": "tts-1", "voice": "alloy", "response_format": "mp3", "speed": 1.0}


class Connection(TypedDict):
    """What an httpx client is made with."""

    base_url: str
    headers: dict[str, str]
    timeout: httpx.Timeout


def connection(base_url: str | None, api_key: str | None, timeout_s: float) -> Connection:
    """Settings of the connection pool; what is not given comes from DECLAIM_URL and DECLAIM_API_KEY."""
    # Audio is compressed already: gzip around it would only hold bytes back.
    headers = {"Accept-Encoding": "identity"}
    key = (api_key or os.environ.get("DECLAIM_API_KEY", "")).strip()
    if key:
        headers["Authorization"] = f"Bearer {key}"
    return {"base_url": server_url(base_url), "headers": headers, "timeout": patience(timeout_s)}


def server_url(base_url: str | None) -> str:
    """The server's root, without `/v1`; raises ConnectionFailed when it is no http(s) address."""
    url = base_url or os.environ.get("DECLAIM_URL") or DEFAULT_URL
    try:
        scheme = httpx.URL(url).scheme
    except httpx.InvalidURL as error:
        raise ConnectionFailed(url, str(error)) from error
    if scheme not in {"http", "https"}:
        raise ConnectionFailed(url, "an address begins with http:// or https://")
    return url.rstrip("/").removesuffix("/v1").rstrip("/")


def patience(timeout_s: float) -> httpx.Timeout:
    """Bounds of one request, from the longest silence in seconds."""
    return httpx.Timeout(timeout_s, connect=min(timeout_s, CONNECT_TIMEOUT_S))


def speech_request(http: httpx.Client | httpx.AsyncClient, text: str, options: SpeechOptions) -> httpx.Request:
    """The request for one speech."""
    silence_s = options.get("timeout_s")
    timeout = http.timeout if silence_s is None else patience(silence_s + GRACE_S)
    return http.build_request("POST", SPEECH, json=speech_body(text, options), timeout=timeout)


def clone_request(http: httpx.Client | httpx.AsyncClient, name: str, sample: Sample, *, consent: bool) -> httpx.Request:
    """The request that clones a voice; raises OSError when the file cannot be read."""
    named = ("sample", sample) if isinstance(sample, bytes) else (Path(sample).name, Path(sample).read_bytes())
    fields = {"name": name, "consent": "true" if consent else "false"}
    return http.build_request("POST", VOICES, data=fields, files={"audio_sample": named})


def deletion_request(http: httpx.Client | httpx.AsyncClient, voice_id: str) -> httpx.Request:
    return http.build_request("DELETE", f"{VOICES}/{quote(voice_id, safe='')}")


def speech_body(text: str, options: SpeechOptions) -> dict[str, object]:
    """The JSON body; raises TypeError for an option that does not exist."""
    check_options("speak", options, SpeechOptions)
    return {name: value for name, value in {"input": text, **DEFAULTS, **options}.items() if value is not None}


def check_options(method: str, options: Mapping[str, object], known: type) -> None:
    """Raises TypeError for one that `known`, a TypedDict, has not: a misspelt one would go unnoticed."""
    unknown = options.keys() - known.__annotations__.keys()
    if unknown:
        raise TypeError(f"no such option of {method}(): {', '.join(sorted(unknown))}")
