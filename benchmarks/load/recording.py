"""Makes requests and writes down what came when; what it means is found out after the run."""

import asyncio
import time
from dataclasses import dataclass, field

from benchmarks.load import errors
from benchmarks.load.drivers.driver import Arrival, Driver
from benchmarks.load.workloads.prompt import Prompt


@dataclass(slots=True)
class Recording:
    """One request. Times are in seconds on the clock of `time.monotonic`."""

    due_s: float
    """When a listener asked, whether or not the harness was in time to send it."""
    sent_s: float
    characters: int
    marks: list[tuple[float, int]] = field(default_factory=list)
    """When there was more of the audio, and how many bytes there were then."""
    body: bytes = b""
    """All of the audio, unless its length says everything."""
    ended_s: float = 0.0
    error: str | None = None
    """The kind of its failure."""
    audio_format: str | None = None
    """None: as the others of the run."""
    pcm_rate: int | None = None
    """16-bit samples per second, where the server said that it sends bare ones."""

    def raw(self, others: bool) -> bool:
        """Whether its audio is bare samples, where the others of the run are or are not."""
        return self.audio_format == "pcm" if self.audio_format else others


class Recorder:
    """The requests of one run.

    Bytes are only stored here: to decode them meanwhile would hold up other requests. Equal bodies are kept once, and
    bodies of which `keeps` is not wanted, or whose prompts ask for pcm, not at all: a run of pcm would fill the memory.
    """

    def __init__(self, driver: Driver, *, timeout_s: float, keeps: bool) -> None:
        self.finished: list[Recording] = []
        self.under_way = 0
        self._driver = driver
        self._timeout_s = timeout_s
        self._keeps = keeps
        self._bodies: dict[bytes, bytes] = {}

    async def call(self, prompt: Prompt, due_s: float) -> None:
        """One request, sent now."""
        recording = Recording(due_s, time.monotonic(), len(prompt.text), audio_format=prompt.audio_format)
        arrivals: list[Arrival] = []
        self.under_way += 1
        try:
            async with asyncio.timeout(self._timeout_s):
                async for arrival in self._driver.speak(prompt):
                    arrivals.append(arrival)  # noqa: PERF401 - what came before a failure counts
        except errors.FAILURES as error:
            recording.error = errors.kind(error)
        finally:
            self.under_way -= 1
        recording.ended_s = time.monotonic()
        self._keep(recording, arrivals)

    def _keep(self, recording: Recording, arrivals: list[Arrival]) -> None:
        size = 0
        for at_s, data, pcm_rate in arrivals:
            size += len(data)
            recording.marks.append((at_s, size))
            recording.pcm_rate = pcm_rate
        if not recording.raw(not self._keeps) and not recording.error:
            body = b"".join(arrival.data for arrival in arrivals)
            recording.body = self._bodies.setdefault(body, body)
        self.finished.append(recording)
