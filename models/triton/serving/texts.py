"""Any engine of ours on Triton: rows of text, each spoken as the engine alone would, which batches them itself."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from typing import Any

import numpy as np

from models.engine import Segment
from models.loading import load_engine
from models.pcm import FULL_SCALE
from models.triton.serving.answer import Answer
from models.voice import Voice


class TextsModel:
    """Loads engine and voice. Raises EngineUnavailable, and ValueError for options that the engine does not know."""

    def __init__(self, voice: Voice, options: Mapping[str, object]) -> None:
        self._voice, self._engine = voice, load_engine(voice.engine, options)
        self._engine.prepare(voice)
        self._loop = asyncio.new_event_loop()

    def speak(self, requests: Sequence[Any]) -> None:
        """One batch; returns when all its rows have ended."""
        self._loop.run_until_complete(self._speak_all(list(map(Answer, requests))))

    async def _speak_all(self, answers: Sequence[Answer]) -> None:
        await asyncio.gather(*map(self._speak, answers))

    async def _speak(self, answer: Answer) -> None:
        try:
            async with aclosing(self._engine.synthesize(_segment(answer), self._voice)) as chunks:
                async for chunk in chunks:
                    if answer.left:
                        break
                    answer.send((chunk.samples / FULL_SCALE).astype(np.float32))
        except Exception as error:
            answer.fail(error)
        else:
            answer.end()


def _segment(answer: Answer) -> Segment:
    return Segment(
        text=answer.given("text")[0].decode(),
        language=answer.given("language")[0].decode(),
        rate=answer.rate,
        seed=int(answer.given("seed")[0]),
    )
