"""ElevenLabs' POST /v1/text-to-speech/VOICE/stream, whose body is the audio."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp

from benchmarks.load.drivers.driver import Arrival, Way, given, renamed
from benchmarks.load.drivers.over_http import over_http, received
from benchmarks.load.plan import Plan
from benchmarks.load.workloads.pace import whole
from benchmarks.load.workloads.prompt import Prompt

FORMATS = {"mp3": "mp3_44100_128", "pcm": "pcm_{rate}", "opus": "opus_48000_128"}
"""Codec, samples and kilobits per second; of the rates of pcm it has 24,000 in every plan."""
NAMES = {"language": "language_code"}


@dataclass(frozen=True, slots=True)
class ElevenLabs:
    session: aiohttp.ClientSession
    voice: str
    """Of every request that does not say otherwise, like the model."""
    model: str | None
    output_format: str
    headers: dict[str, str]
    """The key, which it wants in a header of its own."""

    async def speak(self, prompt: Prompt) -> AsyncIterator[Arrival]:
        said = renamed(prompt.fields, NAMES)
        path = f"v1/text-to-speech/{said.pop('voice', self.voice)}/stream"
        asked = {**given(model_id=self.model), **said, "text": await whole(prompt)}
        chosen = {"output_format": self.output_format}
        async for arrival in received(self.session.post(path, params=chosen, json=asked, headers=self.headers)):
            yield arrival


def made(session: aiohttp.ClientSession, plan: Plan) -> ElevenLabs:
    output_format = FORMATS[plan.audio_format or "mp3"].format(rate=plan.pcm_rate)
    headers = {"xi-api-key": plan.api_key} if plan.api_key else {}
    return ElevenLabs(session, plan.voice or "", plan.model, output_format, headers)


WAY = Way(over_http(made), (*FORMATS,), "eleven_multilingual_v2", 24_000, voice_wanted=True)
