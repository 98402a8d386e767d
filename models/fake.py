"""An engine of tones for tests and benchmarks of everything but speech: its speed and its faults are set."""

import asyncio
import hashlib
import os
import signal
import time
from collections import deque
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from pathlib import Path
from typing import Literal, NoReturn, get_args

import numpy as np
from numpy.typing import NDArray

from models.engine import AudioChunk, Segment
from models.errors import EngineFailed, EngineUnavailable
from models.slots import Slots
from models.voice import Voice

Fault = Literal["fail", "fail_late", "hang", "die", "die_late", "oom", "slow"]
"""What happens before the first chunk, or ("late") right after it; "oom": out of memory, "slow": SLOW_DOWN."""
Event = Literal["start", "end", "cancel", "fail"]

CHUNKS_PER_SECOND = 10
AMPLITUDE = 10 ** (-12 / 20) * 32767
"""-12 dBFS"""
CHARACTERS_PER_SECOND = 15
SHORTEST_S = 0.1
SLOW_DOWN = 20
"""How many times as long each chunk takes."""


class FakeEngine:
    """Says each text as one tone of `max(0.1, characters / 15) / rate` seconds, to the nearest sample.

    The pitch depends on the text, the language, the seed and what is in the voice's reference. `speed`: seconds of
    audio made per second and slot, 0 for as fast as possible. `first_audio_s`: seconds before the first chunk.
    `slots`: segments at once. `faults`: what goes wrong with a text that contains the word. Raises ValueError for a
    fault it does not know.
    """

    def __init__(
        self,
        *,
        speed: float = 0,
        first_audio_s: float = 0,
        slots: int = 1,
        faults: Mapping[str, Fault] | None = None,
    ) -> None:
        self._speed, self._first_audio_s, self._slots = speed, first_audio_s, Slots(slots)
        self._faults = dict(faults or {})
        if unknown := set(self._faults.values()) - set(get_args(Fault)):
            raise ValueError(f"Unknown fault {sorted(unknown)}. Faults: {', '.join(get_args(Fault))}.")
        self.events: deque[tuple[Event, str]] = deque(maxlen=10_000)
        """What happened to which request_id; the oldest are forgotten."""

    @property
    def active(self) -> int:
        """Segments being spoken now."""
        return self._slots.active

    def prepare(self, voice: Voice) -> None:
        """Nothing: every voice is there from the start."""

    async def synthesize(self, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
        """Chunks of 100 ms. Raises EngineFailed or MemoryError as `faults` says, DeadlineExceeded without a slot."""
        async with self._slots.hold(segment.deadline):
            outcome: Event = "cancel"
            self.events.append(("start", segment.request_id))
            try:
                async with aclosing(self._speak(segment, voice.sample_rate, speaker(voice))) as chunks:
                    async for chunk in chunks:
                        yield chunk
                outcome = "end"
            except (EngineFailed, MemoryError):
                outcome = "fail"
                raise
            finally:
                self.events.append((outcome, segment.request_id))

    async def _speak(self, segment: Segment, sample_rate: int, speaker: bytes) -> AsyncGenerator[AudioChunk, None]:
        fault = next((fault for word, fault in self._faults.items() if word in segment.text), None)
        await asyncio.sleep(self._first_audio_s)
        if fault in ("fail", "hang", "die", "oom"):
            await _go_wrong(fault)
        speed = self._speed / (SLOW_DOWN if fault == "slow" else 1)
        begun, made_s = time.monotonic(), 0.0
        for chunk in _chunks(segment, sample_rate, speaker):
            made_s += chunk.duration_s
            await asyncio.sleep(begun + made_s / speed - time.monotonic() if speed else 0)
            yield chunk
            if fault in ("fail_late", "die_late"):
                await _go_wrong(fault)


def speaker(voice: Voice) -> bytes:
    """What is in the voice's reference. Raises EngineUnavailable."""
    try:
        return b"" if voice.reference is None else Path(voice.reference).read_bytes()
    except OSError as error:
        raise EngineUnavailable("fake", f"{error}.") from None


def _chunks(segment: Segment, sample_rate: int, speaker: bytes) -> list[AudioChunk]:
    samples = tone(segment, sample_rate, speaker)
    size = sample_rate // CHUNKS_PER_SECOND
    return [AudioChunk(samples[at : at + size], sample_rate) for at in range(0, len(samples), size)]


def tone(segment: Segment, sample_rate: int, speaker: bytes = b"") -> NDArray[np.int16]:
    """All the samples that a segment is spoken as."""
    seconds = max(SHORTEST_S, len(segment.text) / CHARACTERS_PER_SECOND) / segment.rate
    phase = 2 * np.pi * _pitch(segment, speaker) / sample_rate * np.arange(round(seconds * sample_rate))
    samples: NDArray[np.int16] = (AMPLITUDE * np.sin(phase)).astype(np.int16)
    return samples


def _pitch(segment: Segment, speaker: bytes) -> float:
    """Hertz, from 200 to 1000."""
    said = f"{segment.seed}\0{segment.language}\0{segment.text}".encode() + speaker
    return 200 + 800 * int.from_bytes(hashlib.sha256(said).digest()[:4]) / 2**32


async def _go_wrong(fault: Fault) -> NoReturn:
    if fault in ("die", "die_late"):
        os.kill(os.getpid(), signal.SIGKILL)
    if fault == "hang":
        await asyncio.Event().wait()
    if fault == "oom":
        raise MemoryError
    raise EngineFailed("fake", f"it was told to {fault}.")
