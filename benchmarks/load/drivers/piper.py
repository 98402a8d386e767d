"""Piper's own server (`python -m piper.http_server`, 1.8): POST /synthesize, whose body is one WAV, all of it at once.

A voice that it does not have is spoken by its default one without a word about it. It closes the connection behind
each answer, as Flask's development server does.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp

from benchmarks.load.drivers.driver import Arrival, Way, given
from benchmarks.load.drivers.over_http import over_http, received
from benchmarks.load.workloads.pace import whole
from benchmarks.load.workloads.prompt import Prompt


@dataclass(frozen=True, slots=True)
class Piper:
    session: aiohttp.ClientSession
    fields: dict[str, object]
    """Of every request that does not say otherwise: voice. A prompt may bring `speaker`, `length_scale`..."""

    async def speak(self, prompt: Prompt) -> AsyncIterator[Arrival]:
        asked = {**self.fields, **prompt.fields, "text": await whole(prompt)}
        async for arrival in received(self.session.post("synthesize", json=asked)):
            yield arrival


WAY = Way(over_http(lambda session, plan: Piper(session, given(voice=plan.voice))), formats=("wav",))
