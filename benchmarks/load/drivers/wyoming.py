"""Wyoming over TCP, as Home Assistant speaks it: a connection for each text, and events with bare samples.

A text that comes word by word is sent as it comes if the server can take that, and otherwise when it is complete.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from wyoming.event import Event, async_read_event, async_write_event
from wyoming.tts import Synthesize, SynthesizeChunk, SynthesizeStart, SynthesizeStop, SynthesizeVoice

from benchmarks.load.drivers.driver import Arrival, Driver, Way, given, renamed
from benchmarks.load.drivers.meanwhile import meanwhile
from benchmarks.load.drivers.rate import samples_per_s
from benchmarks.load.errors import FAILURES, BrokenOff, ErrorEvent, NotOpened, Unreadable, kind
from benchmarks.load.plan import Plan
from benchmarks.load.workloads.pace import pieces, whole
from benchmarks.load.workloads.prompt import Prompt


@dataclass(frozen=True, slots=True)
class Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def read(self) -> Event:
        """Raises BrokenOff and Unreadable."""
        try:
            event = await async_read_event(self.reader)
        except asyncio.IncompleteReadError as error:
            raise BrokenOff from error
        except (KeyError, TypeError, AttributeError) as error:
            raise Unreadable from error
        if event is None:
            raise BrokenOff if self.reader.at_eof() else Unreadable
        if not isinstance(event.data, dict):
            raise Unreadable
        return event

    async def write(self, event: Event) -> None:
        await async_write_event(event, self.writer)


@asynccontextmanager
async def connected(host: str, port: int) -> AsyncIterator[Connection]:
    reader, writer = await asyncio.open_connection(host, port)
    try:
        yield Connection(reader, writer)
    finally:
        writer.close()


@dataclass(frozen=True, slots=True)
class Wyoming:
    host: str
    port: int
    voice: str | None
    piecemeal: bool
    """Whether the server takes a text in pieces."""

    async def speak(self, prompt: Prompt) -> AsyncIterator[Arrival]:
        piecemeal = self.piecemeal and prompt.words_per_s is not None
        text = "" if piecemeal else await whole(prompt)
        async with connected(self.host, self.port) as connection:
            sending = self._in_pieces(prompt, connection) if piecemeal else self._at_once(text, prompt, connection)
            async with meanwhile(sending):
                async for arrival in heard(connection, "synthesize-stopped" if piecemeal else "audio-stop"):
                    yield arrival

    async def _at_once(self, text: str, prompt: Prompt, connection: Connection) -> None:
        await connection.write(Synthesize(text, self._voice(prompt)).event())

    async def _in_pieces(self, prompt: Prompt, connection: Connection) -> None:
        await connection.write(SynthesizeStart(self._voice(prompt)).event())
        async for piece in pieces(prompt):
            await connection.write(SynthesizeChunk(piece).event())
        await connection.write(SynthesizeStop().event())

    def _voice(self, prompt: Prompt) -> SynthesizeVoice | None:
        return SynthesizeVoice.from_dict({**given(name=self.voice), **renamed(prompt.fields, {"voice": "name"})})


async def heard(connection: Connection, last: str) -> AsyncIterator[Arrival]:
    """The audio until that event. Raises BrokenOff, ErrorEvent and Unreadable."""
    rate: int | None = None
    speaking = False
    while True:
        event = await connection.read()
        match event.type:
            case "audio-start":
                rate, speaking = told_rate(event, rate), True
            case "audio-chunk" if speaking:
                yield Arrival(time.monotonic(), event.payload or b"", rate)
            case "audio-chunk":
                raise Unreadable
            case "audio-stop":
                speaking = False
            case "error":
                raise ErrorEvent
        if event.type == last:
            if speaking:
                raise BrokenOff
            return


def told_rate(event: Event, before: int | None) -> int:
    """Of what begins. Raises Unreadable, also for samples of other than 16 bits."""
    if event.data.get("width") != 2:
        raise Unreadable
    return samples_per_s(event.data.get("rate"), event.data.get("channels"), before)


@asynccontextmanager
async def opened(plan: Plan) -> AsyncIterator[Driver]:
    """Asks the server what it can do. Raises NotOpened."""
    target = urlsplit(plan.target or "")
    host, port = target.hostname or "", target.port or 0
    try:
        async with asyncio.timeout(plan.timeout_s), connected(host, port) as connection:
            piecemeal = await takes_pieces(connection)
    except FAILURES as error:
        raise NotOpened(f"--target: {plan.target} does not say what it can do: {kind(error)}") from error
    yield Wyoming(host, port, plan.voice, piecemeal)


async def takes_pieces(connection: Connection) -> bool:
    """Whether the program that speaks does, which is the first. Raises BrokenOff and Unreadable."""
    await connection.write(Event("describe"))
    while (event := await connection.read()).type != "info":
        pass
    try:
        return bool(event.data["tts"][0].get("supports_synthesize_streaming"))
    except (LookupError, TypeError, AttributeError) as error:
        raise Unreadable from error


WAY = Way(opened, formats=("pcm",), schemes=("tcp",))
