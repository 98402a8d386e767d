"""Coqui's server (`tts-server`): GET /api/tts, whose body is one WAV, all of it at once.

It speaks one text at a time, behind a lock. It closes the connection behind each answer, as Flask's development server
does, and takes 64 KiB of address, in which the text travels.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp

from benchmarks.load.drivers.driver import Arrival, Way, renamed
from benchmarks.load.drivers.over_http import over_http, received
from benchmarks.load.workloads.pace import whole
from benchmarks.load.workloads.prompt import Prompt

NAMES = {"voice": "speaker_id", "language": "language_id"}


@dataclass(frozen=True, slots=True)
class Coqui:
    session: aiohttp.ClientSession
    voice: str | None
    """The speaker of a model with several; None: the server's."""

    async def speak(self, prompt: Prompt) -> AsyncIterator[Arrival]:
        # An empty id stands for the server's own default.
        said = {"speaker_id": self.voice or "", "language_id": "", **renamed(prompt.fields, NAMES)}
        asked = {**{name: str(value) for name, value in said.items()}, "text": await whole(prompt)}
        async for arrival in received(self.session.get("api/tts", params=asked)):
            yield arrival


WAY = Way(over_http(lambda session, plan: Coqui(session, plan.voice)), formats=("wav",))
