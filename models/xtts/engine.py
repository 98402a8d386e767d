"""The XTTS engine: one thread that steps, and lines that join it at every step."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from models.batcher import Batcher, BatchReport, nothing
from models.engine import AudioChunk, Segment
from models.errors import EngineFailed, EngineUnavailable
from models.voice import Voice
from models.work import Work

if TYPE_CHECKING:
    from models.xtts.loop import Line
    from models.xtts.model import Model

WEIGHTS = "~/.cache/declaim/weights/xtts_v2"
"""Where `python -m models.weights pull xtts_v2` puts them, unless DECLAIM_HOME says otherwise."""
KNOWN_SPEAKERS = 256
"""Speakers that stay at hand; each takes some 130 KB."""


class XttsEngine:
    """Speaks up to `slots` segments at once with the checkpoint in the folder `model`; int16 PCM at 24 kHz.

    A slot takes the memory of its longest row: with XTTS v2 some 260 MB in float32 and half of that in float16, which a
    GPU needs from the start and a CPU as rows get long. `device`: "cuda", "cpu" or, by default, whichever there is.
    `precision`: "float32", "float16" or, by default, float16 on a GPU. `memory_fraction`: of the GPU that the
    process may take. `guard` begins a segment anew, once, when the model babbles (models/xtts/guard.py), and cuts off
    what goes on for ever.

    Raises EngineUnavailable when the extra "coqui" is not installed, or the folder does not hold a model.
    """

    def __init__(  # noqa: PLR0913 - each is an option in serve_config.yaml
        self,
        *,
        model: str = WEIGHTS,
        device: str = "auto",
        precision: str = "auto",
        slots: int = 16,
        memory_fraction: float | None = None,
        guard: bool = True,
        observe: Callable[[BatchReport], None] = nothing,
        retried: Callable[[], None] = lambda: None,
    ) -> None:
        self._guard = guard
        self._model = _loaded(Path(model).expanduser(), device, precision, slots, memory_fraction)
        self._model.loop.retried = retried
        self._batcher: Batcher[Line, AudioChunk] = Batcher(self._run, max_rows=slots, max_cost=inf, observe=observe)

    @property
    def active(self) -> int:
        """Segments being spoken now."""
        return self._batcher.active

    def prepare(self, voice: Voice) -> None:
        """Take what the voice needs from its clip; blocks. Raises EngineUnavailable."""
        self._model.speakers.of(voice)

    async def synthesize(self, segment: Segment, voice: Voice) -> AsyncGenerator[AudioChunk, None]:
        """Chunks of 140 ms. Raises EngineFailed, EngineUnavailable, or DeadlineExceeded if it never got a slot."""
        line = await asyncio.to_thread(self._model.line, segment, voice, guarded=self._guard)
        submitted = self._batcher.submit(line, size=1, lane=segment.lane, deadline=segment.deadline, due=segment.due)
        async with aclosing(submitted) as chunks:
            async for chunk in chunks:
                yield chunk

    def close(self) -> None:
        """Stop; see Batcher.close."""
        self._batcher.close()

    def _run(self, works: "Sequence[Work[Line, AudioChunk]]") -> None:
        try:
            self._model.loop.run(works, self._batcher.more)
        except Exception as error:
            raise EngineFailed("xtts", repr(error)) from error


def _loaded(folder: Path, device: str, precision: str, slots: int, memory_fraction: float | None) -> "Model":
    try:
        from models.xtts.model import load_model  # noqa: PLC0415 - needs an extra, which may be missing
    except ImportError:
        raise EngineUnavailable("xtts", 'install the extra "coqui": `make torch`.') from None
    return load_model(folder, device, precision, slots, memory_fraction, KNOWN_SPEAKERS)
