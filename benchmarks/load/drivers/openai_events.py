"""The same as `openai.py` as server-sent events, each with some of the audio in base64."""

import base64
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import aiohttp

from benchmarks.load.drivers import openai
from benchmarks.load.drivers.driver import Arrival, Way
from benchmarks.load.drivers.over_http import over_http, received
from benchmarks.load.errors import BrokenOff, ErrorEvent, Unreadable
from benchmarks.load.workloads.pace import whole
from benchmarks.load.workloads.prompt import FORMATS, Prompt


@dataclass(frozen=True, slots=True)
class OpenAIEvents:
    session: aiohttp.ClientSession
    fields: dict[str, object]

    async def speak(self, prompt: Prompt) -> AsyncIterator[Arrival]:
        asked = {**self.fields, **prompt.fields, "input": await whole(prompt), "stream_format": "sse"}
        complete, buffer = False, b""
        async for at_s, data, _ in received(self.session.post("v1/audio/speech", json=asked)):
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


WAY = Way(
    over_http(lambda session, plan: OpenAIEvents(session, openai.fields(plan))),
    FORMATS,
    openai.MODEL,
    openai.PCM_RATE,
    each_its_own=True,
)
