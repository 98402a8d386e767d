"""Asks a server that does nothing, and at once, however slowly its texts come: what is left is the harness's doing."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from benchmarks.load.drivers.driver import Arrival, Way
from benchmarks.load.drivers.openai import MODEL, PCM_RATE, OpenAI, fields
from benchmarks.load.drivers.over_http import over_http
from benchmarks.load.workloads.prompt import FORMATS, Prompt


@dataclass(frozen=True, slots=True)
class Null:
    server: OpenAI

    def speak(self, prompt: Prompt) -> AsyncIterator[Arrival]:
        return self.server.speak(replace(prompt, words_per_s=None))


WAY = Way(
    over_http(lambda session, plan: Null(OpenAI(session, fields(plan)))), FORMATS, MODEL, PCM_RATE, each_its_own=True
)
