"""VITS voices in torch: several segments in one batch, each sounding as it would alone."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING

import numpy as np

from models.batcher import Batcher, BatchReport, nothing
from models.engine import AudioChunk, Segment
from models.errors import EngineFailed, EngineUnavailable
from models.pcm import SILENCE_S
from models.voice import Voice
from models.work import Work

if TYPE_CHECKING:
    from models.vits.speaking import Line
    from models.vits.voices import VitsVoices


SYMBOLS = 256
"""Of an average row of a full batch, at most. A sentence of 15 words has about as many, where blanks stand between."""


class VitsEngine:
    """Speaks up to `max_rows` segments at once, and of longer ones than most fewer.

    `device` is "cpu", "cuda", "cuda:N" or, by default, a GPU where there is one; `precision`, of the vocoder, is
    "float32", "float16" or, by default, float16 on a GPU; `threads` are torch's, on the CPU, which chooses for itself
    unless told. `memory_fraction` caps what this process takes of the GPU's memory. The last `voices` used stay loaded.

    Raises EngineUnavailable when the extra "coqui" is not installed or the device is not there, ValueError for other
    values that make no sense.
    """

    def __init__(  # noqa: PLR0913 - each is an option in serve_config.yaml
        self,
        *,
        device: str = "auto",
        precision: str = "auto",
        threads: int | None = None,
        memory_fraction: float | None = None,
        max_rows: int = 32,
        voices: int = 8,
        observe: Callable[[BatchReport], None] = nothing,
    ) -> None:
        self._voices = _vits_voices(device, precision, threads, memory_fraction, voices)
        self._batcher: Batcher[Line, AudioChunk] = Batcher(
            self._run, max_rows=max_rows, max_cost=SYMBOLS * max_rows, observe=observe
        )

    @property
    def active(self) -> int:
        """Segments being spoken now."""
        return self._batcher.active

    def prepare(self, voice: Voice) -> None:
        """Load the voice and have it say something; blocks. Raises EngineUnavailable."""
        self._voices.load(voice)

    async def synthesize(self, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
        """Chunks of 140 ms. Raises EngineFailed, EngineUnavailable, or DeadlineExceeded if it never got its turn."""
        line = await asyncio.to_thread(self._voices.line, segment, voice)
        if not line.row.symbols:
            yield AudioChunk(np.zeros(round(SILENCE_S * voice.sample_rate), np.int16), voice.sample_rate)
            return
        size, due = len(line.row.symbols), segment.due
        submitted = self._batcher.submit(line, size=size, lane=segment.lane, deadline=segment.deadline, due=due)
        async with aclosing(submitted) as chunks:
            async for chunk in chunks:
                yield chunk

    def close(self) -> None:
        """Stop; see Batcher.close."""
        self._batcher.close()

    def _run(self, works: "Sequence[Work[Line, AudioChunk]]") -> None:
        """Rows of one model go together, and models take turns, a window each."""
        models = dict.fromkeys(work.item.model for work in works)
        groups = [[work for work in works if work.item.model is model] for model in models]
        turns = deque((group, self._voices.speak(group)) for group in groups)
        while turns:
            group, windows = turns.popleft()
            if _advance(group, windows):
                turns.append((group, windows))


def _advance(group: "Sequence[Work[Line, AudioChunk]]", windows: Iterator[None]) -> bool:
    """One more window of the group; whether there may be another."""
    try:
        next(windows)
    except StopIteration:
        return False
    except Exception as error:
        for work in group:
            work.fail(EngineFailed("vits", repr(error)))
        return False
    return True


def _vits_voices(
    device: str, precision: str, threads: int | None, memory_fraction: float | None, voices: int
) -> "VitsVoices":
    try:
        from models.vits.voices import VitsVoices  # noqa: PLC0415 - needs an extra, which may be missing
    except ImportError:
        raise EngineUnavailable("vits", 'install the extra "coqui": make torch.') from None
    return VitsVoices(device, precision, threads, memory_fraction, voices)
