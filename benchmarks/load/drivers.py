"""How different servers are asked, and what of their answers is audio."""

import base64
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import aiohttp

from benchmarks.load.errors import BrokenOff, ErrorEvent, StatusRefused, Unreadable
from benchmarks.load.workloads.prompt import Prompt


class Arrival(NamedTuple):
    """Audio as it comes off the network: `at_s` is on the clock of `time.monotonic`."""

    at_s: float
    data: bytes


class Driver(Protocol):
    """One way of asking."""

    def speak(self, prompt: Prompt) -> AsyncIterator[Arrival]:
        """The audio of one answer. Ends normally only if that is complete; else it raises one of `errors.FAILURES`."""
        ...


@dataclass(frozen=True, slots=True)
class OpenAI:
    """POST /v1/audio/speech, whose body is the audio."""

    session: aiohttp.ClientSession
    """With the server's address as its base."""
    fields: dict[str, object]
    """Of every request that does not say otherwise: model, voice; and response_format."""

    async def speak(self, prompt: Prompt) -> AsyncIterator[Arrival]:
        asked = {**self.fields, **prompt.fields, "input": prompt.text}
        async for arrival in received(self.session, asked):
            yield arrival


@dataclass(frozen=True, slots=True)
class OpenAIEvents:
    """The same as server-sent events, each with some of the audio in base64."""

    session: aiohttp.ClientSession
    fields: dict[str, object]

    async def speak(self, prompt: Prompt) -> AsyncIterator[Arrival]:
        asked = {**self.fields, **prompt.fields, "input": prompt.text, "stream_format": "sse"}
        complete, buffer = False, b""
        async for at_s, data in received(self.session, asked):
            *lines, buffer = (buffer + data).split(b"\n")
            for event in events(lines):
                complete |= event["type"] == "speech.audio.done"
                if audio := audio_of(event):
                    yield Arrival(at_s, audio)
        if not complete:
            raise BrokenOff


def events(lines: list[bytes]) -> Iterator[dict[str, str]]:
    """Those of whole lines. Raises Unreadable."""
    for line in lines:
        told = line.removeprefix(b"data:").strip()
        if not line.startswith(b"data:") or told == b"[DONE]":
            continue
        try:
            event = json.loads(told)
        except ValueError as error:
            raise Unreadable from error
        if not isinstance(event, dict) or "type" not in event:
            raise Unreadable
        yield event


def audio_of(event: dict[str, str]) -> bytes:
    """Nothing if it is of another kind. Raises ErrorEvent and Unreadable."""
    if "error" in event["type"]:
        raise ErrorEvent
    try:
        return base64.b64decode(event.get("audio") or event.get("delta") or "", validate=True)
    except ValueError as error:
        raise Unreadable from error


async def received(session: aiohttp.ClientSession, asked: dict[str, object]) -> AsyncIterator[Arrival]:
    """The body as it comes. The time is taken before anything is done with it."""
    async with session.post("v1/audio/speech", json=asked) as response:
        if response.status != 200:
            raise StatusRefused(response.status)
        async for data in response.content.iter_any():
            yield Arrival(time.monotonic(), data)


DRIVERS: dict[str, Callable[[aiohttp.ClientSession, dict[str, object]], Driver]] = {
    "openai": OpenAI,
    "openai-sse": OpenAIEvents,
    "null": OpenAI,
}
