"""One XTTS model: its parts, each on the device, and how a segment becomes a line of its loop."""

from collections.abc import Iterable
from pathlib import Path

import torch

from models.device import device as chosen
from models.device import numbers
from models.engine import Segment
from models.graphs import Graphs
from models.voice import Voice
from models.xtts import guard
from models.xtts.decoder import TOGETHER, Decoder, Prompt
from models.xtts.loader import load, unavailable
from models.xtts.loop import Line, Loop
from models.xtts.sampling import DEFAULT, Sampler
from models.xtts.speakers import Speakers
from models.xtts.tokens import tokens
from models.xtts.vocoder import Vocoder

WARM_UP = 8
"""Codes"""
WORDS = (20, 80, 150)
"""Tokens of texts of usual length: with a speaker's 32 places, one for each number of places that is padded to."""


def load_model(
    folder: Path, device: str, precision: str, slots: int, memory_fraction: float | None, speakers: int
) -> "Model":
    """Loaded and warm. Raises EngineUnavailable, also when memory does not hold it, and ValueError."""
    where = chosen("xtts", device, memory_fraction)
    try:
        return Model(folder, where, numbers(where, precision), slots, speakers)
    except torch.OutOfMemoryError as error:
        reason = str(error)
    raise unavailable(f"the device's memory does not hold it: {reason} Give it fewer `slots`.")


class Model:
    """The last `speakers` that were asked for stay."""

    def __init__(self, folder: Path, where: torch.device, dtype: torch.dtype, slots: int, speakers: int) -> None:
        self._xtts, self._device = load(folder, where), where
        self.speakers = Speakers(self._xtts, speakers)
        graphs = Graphs(where, urgent=True)
        self._decoder = Decoder(self._xtts.gpt, slots, dtype, graphs)
        self._sampler = Sampler(self._decoder.vocabulary, slots, self._decoder.longest, where)
        self._vocoder = Vocoder(self._xtts.hifigan_decoder, slots, self._decoder.longest, dtype)
        self.loop = Loop(self._decoder, self._sampler, self._vocoder, slots, graphs)
        self._speak()
        if where.type == "cuda":
            self._prepare({self._decoder.rows(rows) for rows in range(1, slots + 1)})

    @torch.inference_mode()
    def _speak(self) -> None:
        """A row of eight codes through every part, so that what a device prepares at first is prepared."""
        self._decoder.enter(0, [self._prompt(0)])
        self._sampler.enter(0, [(DEFAULT, 0)])
        (course,) = self._vocoder.enter(0, [torch.zeros(1, 1, device=self._device)], [1.0])
        for _ in range(WARM_UP):
            self.loop.draw(1)
            self._decoder.step(1)
        window = self._vocoder.due(0, course, WARM_UP, ended=True)
        self._vocoder.speak([window] if window else [])

    @torch.inference_mode()
    def _prepare(self, sizes: Iterable[int]) -> None:
        """Every shape that rows of usual length take, so that nobody waits while it is recorded."""
        for rows in sizes:
            self.loop.draw(rows)
            self._decoder.step(rows)
            for words in WORDS if rows <= TOGETHER else ():
                self._decoder.enter(0, [self._prompt(words)] * rows)
            self._vocoder.prepare(rows)
        torch.cuda.synchronize()

    def _prompt(self, words: int) -> Prompt:
        """By nobody."""
        return self._decoder.prompt(torch.zeros(32, self._decoder.width, device=self._device), [0] * words)

    def line(self, segment: Segment, voice: Voice, *, guarded: bool) -> Line:
        """Blocks for what the voice needs, if it is new. Raises EngineFailed, EngineUnavailable."""
        speaker = self.speakers.of(voice)
        prompt = self._decoder.prompt(speaker.conditioning, tokens(self._xtts, segment))
        bounds = guard.bounds(segment.text, segment.language) if guarded else guard.NONE
        return Line(segment, speaker, prompt, bounds)
