"""Coqui's xtts-streaming-server: POST /tts_stream, whose body is a WAV as it is made, or its bare samples.

Each request carries its speaker, some hundreds of kilobytes of JSON, as its own client does it. The server speaks one
stream at a time.
"""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from benchmarks.load.drivers.driver import Arrival, Driver, Way
from benchmarks.load.drivers.over_http import received, session
from benchmarks.load.errors import FAILURES, NotForDriver, NotOpened, StatusRefused, kind
from benchmarks.load.plan import Plan
from benchmarks.load.workloads.pace import whole
from benchmarks.load.workloads.prompt import Prompt

FIELDS = {"language": "en", "stream_chunk_size": "20"}
"""Of texts that do not say theirs; both are what its own client says."""


@dataclass(frozen=True, slots=True)
class XttsStreaming:
    session: aiohttp.ClientSession
    speakers: Mapping[str, bytes]
    """By name, as the last fields of a request: to write one anew takes some ten milliseconds."""
    voice: str
    header: bool
    """Whether the samples are to be a WAV."""

    async def speak(self, prompt: Prompt) -> AsyncIterator[Arrival]:
        said = {**FIELDS, **prompt.fields, "add_wav_header": self.header, "text": await whole(prompt)}
        # The server refuses a request without a speaker, so one that it does not have is left out.
        speaker = self.speakers.get(str(said.pop("voice", self.voice)), b"")
        body = json.dumps(said).encode().removesuffix(b"}") + speaker + b"}"
        headers = {"Content-Type": "application/json"}
        async for arrival in received(self.session.post("tts_stream", data=body, headers=headers)):
            yield arrival


@asynccontextmanager
async def opened(plan: Plan) -> AsyncIterator[Driver]:
    """Asks for the server's speakers. Raises NotOpened, and NotForDriver for a voice that is none of them."""
    async with session(plan) as asked:
        speakers = await studio_speakers(asked, plan.timeout_s)
        voice = plan.voice or next(iter(speakers))
        if voice not in speakers:
            raise NotForDriver(f"--voice: the server has {', '.join(sorted(speakers))}, not {voice}")
        yield XttsStreaming(asked, speakers, voice, header=plan.audio_format == "wav")


async def studio_speakers(asked: aiohttp.ClientSession, timeout_s: float) -> dict[str, bytes]:
    """At least one. Raises NotOpened."""
    try:
        async with asked.get("studio_speakers", timeout=aiohttp.ClientTimeout(timeout_s)) as response:
            if response.status != 200:
                raise StatusRefused(response.status)
            told = json.loads(await response.read())
        speakers = {name: b", " + json.dumps(dict(speaker)).encode()[1:-1] for name, speaker in told.items()}
    except FAILURES as error:
        raise NotOpened(f"--target: the server does not name its speakers: {kind(error)}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise NotOpened("--target: what the server says of its speakers cannot be read") from error
    if not speakers:
        raise NotOpened("--target: the server has no speakers of its own, so it cannot be asked")
    return speakers


WAY = Way(opened, formats=("wav", "pcm"), pcm_rate=24_000)
