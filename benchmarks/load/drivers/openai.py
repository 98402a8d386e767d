"""OpenAI's POST /v1/audio/speech, whose body is the audio."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp

from benchmarks.load.drivers.driver import Arrival, Way, given
from benchmarks.load.drivers.over_http import over_http, received
from benchmarks.load.plan import Plan
from benchmarks.load.workloads.pace import whole
from benchmarks.load.workloads.prompt import FORMATS, Prompt

MODEL, PCM_RATE = "tts-1", 24_000
"""OpenAI's own."""


@dataclass(frozen=True, slots=True)
class OpenAI:
    session: aiohttp.ClientSession
    """With the server's address as its base."""
    fields: dict[str, object]
    """Of every request that does not say otherwise: model, voice; and response_format."""

    async def speak(self, prompt: Prompt) -> AsyncIterator[Arrival]:
        asked = {**self.fields, **prompt.fields, "input": await whole(prompt)}
        async for arrival in received(self.session.post("v1/audio/speech", json=asked)):
            yield arrival


def fields(plan: Plan) -> dict[str, object]:
    """Of every request."""
    return given(model=plan.model, voice=plan.voice, response_format=plan.audio_format)


WAY = Way(over_http(lambda session, plan: OpenAI(session, fields(plan))), FORMATS, MODEL, PCM_RATE, each_its_own=True)
