"""WS /v1/audio/speech/stream, as vllm-omni and sglang-omni have it: text as it comes, bare samples as they are made.

Each text has a connection of its own, whose handshake counts: not every server keeps one open behind `session.done`.
Sentences come as files of their own in every format but pcm, so pcm it is.
"""

import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp

from benchmarks.load.drivers import openai
from benchmarks.load.drivers.driver import Arrival, Way
from benchmarks.load.drivers.meanwhile import meanwhile
from benchmarks.load.drivers.over_http import over_http
from benchmarks.load.drivers.rate import samples_per_s
from benchmarks.load.errors import BrokenOff, ErrorEvent, StatusRefused, Unreadable
from benchmarks.load.workloads.pace import pieces
from benchmarks.load.workloads.prompt import Prompt

PATH = "v1/audio/speech/stream"


@dataclass(frozen=True, slots=True)
class WebSocket:
    session: aiohttp.ClientSession
    fields: dict[str, object]
    """Of every session that does not say otherwise: model, voice; and response_format."""

    async def speak(self, prompt: Prompt) -> AsyncIterator[Arrival]:
        try:
            async with self.session.ws_connect(PATH, max_msg_size=0) as socket, meanwhile(self._send(prompt, socket)):
                async for arrival in heard(socket):
                    yield arrival
        except aiohttp.WSServerHandshakeError as error:
            raise StatusRefused(error.status) from error

    async def _send(self, prompt: Prompt, socket: aiohttp.ClientWebSocketResponse) -> None:
        # Without this some wait for the end of the text, others do not.
        cut = {"split_granularity": "sentence"} if prompt.words_per_s else {}
        await socket.send_json({"type": "session.config", "stream_audio": True, **cut, **self.fields, **prompt.fields})
        async for piece in pieces(prompt):
            await socket.send_json({"type": "input.text", "text": piece})
        await socket.send_json({"type": "input.done"})


async def heard(socket: aiohttp.ClientWebSocketResponse) -> AsyncIterator[Arrival]:
    """The audio until the session is done. Raises BrokenOff, ErrorEvent and Unreadable."""
    rate: int | None = None
    while True:
        message = await socket.receive()
        if message.type is aiohttp.WSMsgType.BINARY:
            yield Arrival(time.monotonic(), message.data, rate)
            continue
        event = read(message)
        if event["type"] == "error" or event.get("error"):
            raise ErrorEvent
        if event["type"] == "audio.start":
            rate = told_rate(event, rate)
        elif event["type"] == "session.done":
            return


def read(message: aiohttp.WSMessage) -> dict[str, Any]:
    """An event. Raises BrokenOff and Unreadable."""
    if message.type is aiohttp.WSMsgType.ERROR:
        raise Unreadable
    if message.type is not aiohttp.WSMsgType.TEXT:
        raise BrokenOff
    try:
        event = json.loads(message.data)
    except ValueError as error:
        raise Unreadable from error
    if not isinstance(event, dict) or "type" not in event:
        raise Unreadable
    return event


def told_rate(event: dict[str, Any], before: int | None) -> int | None:
    """Of what begins; as before where the server does not say. Raises Unreadable, for another format too."""
    if event.get("format", "pcm") != "pcm":
        raise Unreadable
    if "sample_rate" not in event:
        return before
    return samples_per_s(event["sample_rate"], event.get("channels", 1), before)


WAY = Way(
    over_http(lambda session, plan: WebSocket(session, openai.fields(plan))),
    ("pcm",),
    openai.MODEL,
    openai.PCM_RATE,
    schemes=("http", "https", "ws", "wss"),
)
