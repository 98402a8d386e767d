"""NVIDIA's speech NIM (Riva) over HTTP: a form, answered with one WAV, or with bare samples as they are made.

It refuses texts of more than 2,000 characters. What it is asked for is in its documentation, "TTS HTTP REST API
Reference"; its server was not at hand to try.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp

from benchmarks.load.drivers.driver import Arrival, Way, given
from benchmarks.load.drivers.over_http import over_http, received
from benchmarks.load.plan import Plan
from benchmarks.load.workloads.pace import whole
from benchmarks.load.workloads.prompt import Prompt

LANGUAGE = "en-US"
"""Of texts that do not say theirs: it has no default."""


@dataclass(frozen=True, slots=True)
class Nvidia:
    session: aiohttp.ClientSession
    path: str
    fields: dict[str, object]
    """Of every request that does not say otherwise: voice, and the rate of bare samples."""

    async def speak(self, prompt: Prompt) -> AsyncIterator[Arrival]:
        said = {"language": LANGUAGE, **self.fields, **prompt.fields, "text": await whole(prompt)}
        form = aiohttp.FormData({name: str(value) for name, value in said.items()}, default_to_multipart=True)
        async for arrival in received(self.session.post(self.path, data=form)):
            yield arrival


def offline(session: aiohttp.ClientSession, plan: Plan) -> Nvidia:
    return Nvidia(session, "v1/audio/synthesize", given(voice=plan.voice))


def online(session: aiohttp.ClientSession, plan: Plan) -> Nvidia:
    return Nvidia(session, "v1/audio/synthesize_online", given(voice=plan.voice, sample_rate_hz=plan.pcm_rate))


WAY = Way(over_http(offline), formats=("wav",))
ONLINE = Way(over_http(online), formats=("pcm",), pcm_rate=22_050)
