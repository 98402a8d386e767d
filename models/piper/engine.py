"""Piper voices: VITS in ONNX files, many languages and speakers, fast on a CPU."""

import os
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from models.batcher import Batcher, BatchReport, nothing
from models.engine import AudioChunk, Segment
from models.errors import EngineFailed, EngineUnavailable, ModelError
from models.pcm import chunks, pcm
from models.turns import ENDED, Rows, Step, Turns
from models.voice import Voice
from models.waiting import Who
from models.work import Work

if TYPE_CHECKING:
    from models.piper.model import Window
    from models.piper.voices import PiperVoices


@dataclass(frozen=True, slots=True)
class Line:
    """A segment that is spoken, by whichever thread has its next turn."""

    windows: "Iterator[Window]"
    sample_rate: int
    due_s: float
    """By time.monotonic; -inf: at once."""


Speaking = Work[Line, AudioChunk]


class PiperEngine:
    """Speaks on `workers` threads at once, up to `rows` segments by turns on each (`models/turns.py`); int16 PCM.

    Segments side by side make more speech than several threads to one of them, so `threads`, which work on one
    segment, are for a machine with cores to spare. `workers` are by default as many as the cores that this process
    may use, and as many of the lowest priority speak for batches, so that the system lets listeners go first. Turns are
    what keeps first audio early (`python -m benchmarks.piper`). The last `voices` used stay loaded.

    Raises EngineUnavailable when the extra "piper" is not installed.
    """

    def __init__(
        self,
        *,
        workers: int | None = None,
        threads: int = 1,
        rows: int = 32,
        voices: int = 8,
        observe: Callable[[BatchReport], None] = nothing,
    ) -> None:
        self._voices = _loaded_voices(threads, voices)
        workers = workers or len(os.sched_getaffinity(0))
        self._rows = rows
        self._batcher: Batcher[Line, AudioChunk] = Batcher(
            self._run, workers=workers, background=workers, max_rows=1, max_cost=inf, observe=observe
        )

    @property
    def active(self) -> int:
        """Segments being spoken now."""
        return self._batcher.active

    def prepare(self, voice: Voice) -> None:
        """Load the voice; blocks. Raises EngineUnavailable."""
        self._voices.load(voice)

    async def synthesize(self, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
        """Chunks of 140 ms. Raises EngineFailed, EngineUnavailable, or DeadlineExceeded if it never got a thread."""
        # Rows run one by one at their own length: none is padded, so any may take turns with any.
        due, due_s = segment.due, -inf if segment.due is None else time.monotonic() + segment.due - time.time()
        line = Line(self._voices.speak(segment, voice), voice.sample_rate, due_s)
        submitted = self._batcher.submit(line, size=1, lane=segment.lane, deadline=segment.deadline, due=due)
        async with aclosing(submitted) as spoken:
            async for chunk in spoken:
                yield chunk

    def close(self) -> None:
        """Stop; see Batcher.close."""
        self._batcher.close()

    def _run(self, rows: Sequence[Speaking]) -> None:
        """Rows take turns, a window each."""
        Turns(Lines(self._batcher), self._rows).run(rows)


class Lines(Rows[Speaking]):
    """Those of a batcher."""

    def __init__(self, batcher: Batcher[Line, AudioChunk]) -> None:
        self._batcher = batcher

    def advance(self, row: Speaking) -> Step:
        """Make one more window."""
        if row.cancelled:
            row.end()
            return ENDED
        try:
            window = next(row.item.windows)
        except Exception as error:
            row.fail(error if isinstance(error, ModelError) else EngineFailed("piper", repr(error)))
            return ENDED
        row.emit(*chunks(pcm(window.samples), row.item.sample_rate))
        if window.last:
            row.end()
        return Step(window.samples.size / row.item.sample_rate, window.last)

    def left(self, row: Speaking) -> bool:
        return row.cancelled

    def due_s(self, row: Speaking) -> float:
        return row.item.due_s

    def joining(self, who: Who) -> Sequence[Speaking]:
        return self._batcher.more(1, who)

    def hand_over(self, row: Speaking) -> bool:
        return self._batcher.hand_over(row)


def _loaded_voices(threads: int, limit: int) -> "PiperVoices":
    try:
        from models.piper.voices import PiperVoices  # noqa: PLC0415 - needs an extra, which may be missing
    except ImportError:
        raise EngineUnavailable("piper", 'install the extra "piper" (piper-tts, onnxruntime, onnx).') from None
    return PiperVoices(threads, limit)
