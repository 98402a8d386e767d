"""A batch of one model's rows on its way: text, frames, and sound a window at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

import torch
from torch import Tensor

from models.batcher import Work
from models.durations import LONGEST_S
from models.engine import AudioChunk
from models.errors import EngineFailed
from models.memory import in_halves
from models.pcm import FULL_SCALE, chunks
from models.vits.model import Model, Prior, Row


@dataclass(frozen=True, slots=True)
class Line:
    """A segment for a model."""

    model: Model
    row: Row


@dataclass(slots=True, eq=False)
class Speech:
    """One row of the batch."""

    work: Work[Line, AudioChunk]
    prior: Prior = field(init=False)
    frames: Tensor = field(init=False)

    @property
    def goes_on(self) -> bool:
        return not (self.work.ended or self.work.cancelled)

    def give_up(self, reason: str) -> None:
        self.work.fail(EngineFailed("vits", f"the device's memory does not hold it: {reason}"))


def spoken(works: Sequence[Work[Line, AudioChunk]]) -> Iterator[None]:
    """Speaks rows of one model, all of them a window further each time it is asked; those that are cancelled drop out.

    What does not fit into memory at once goes on in halves.
    """
    model, speeches = works[0].item.model, [Speech(work) for work in works]
    in_halves(partial(_read, model), _going_on(speeches), Speech.give_up)
    in_halves(partial(_lay_out, model), _going_on(speeches), Speech.give_up)
    longest = max((speech.prior.frames for speech in _going_on(speeches)), default=0)
    for start, end in model.windows(longest):
        for together in model.side_by_side(speeches, start, end):
            in_halves(partial(_sound, model, start, end), _going_on(together), Speech.give_up)
        if not (speeches := _going_on(speeches)):
            return
        yield


def _going_on(speeches: Sequence[Speech]) -> list[Speech]:
    return [speech for speech in speeches if speech.goes_on]


def _read(model: Model, speeches: Sequence[Speech]) -> None:
    for speech, prior in zip(speeches, model.priors([speech.work.item.row for speech in speeches]), strict=True):
        speech.prior = prior
        if prior.frames * model.hop > LONGEST_S * model.sample_rate:
            speech.work.fail(EngineFailed("vits", f"it would last more than {LONGEST_S} seconds."))


def _lay_out(model: Model, speeches: Sequence[Speech]) -> None:
    rows = [speech.work.item.row for speech in speeches]
    for speech, frames in zip(speeches, model.frames(rows, [speech.prior for speech in speeches]), strict=True):
        speech.frames = frames


def _sound(model: Model, start: int, end: int, speeches: Sequence[Speech]) -> None:
    rows, frames = [speech.work.item.row for speech in speeches], [speech.frames for speech in speeches]
    samples = model.samples(rows, frames, start, end)
    pcm = (samples.clamp(-1, 1) * FULL_SCALE).round().to(torch.int16).cpu().numpy()
    for speech, row in zip(speeches, pcm, strict=True):
        speech.work.emit(*chunks(row[: (speech.prior.frames - start) * model.hop], model.sample_rate))
        if speech.prior.frames <= end:
            speech.work.end()
