"""A batch of one model's rows on its way: text, frames, and sound a window at a time."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

import torch

from models.durations import LONGEST_S
from models.engine import AudioChunk
from models.errors import EngineFailed
from models.memory import in_halves
from models.pcm import FULL_SCALE, chunks
from models.spoken import Spoken
from models.vits.model import Latent, Model, Prior, Row
from models.work import Work, told_at_once


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
    latent: Latent = field(init=False)

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
    longest, made = max((speech.prior.frames for speech in _going_on(speeches)), default=0), deque[Made]()
    for start, end in model.windows(longest):
        for together in model.side_by_side(_going_on(speeches)):
            in_halves(partial(_sound, model, start, end, made), together, Speech.give_up)
            # A GPU makes the next window while somebody hears this one.
            while len(made) > model.ahead:
                made.popleft().tell(model)
        speeches = [speech for speech in _going_on(speeches) if speech.prior.frames > end]
        if not speeches:
            break
        yield
    while made:
        made.popleft().tell(model)


def _going_on(speeches: Sequence[Speech]) -> list[Speech]:
    return [speech for speech in speeches if speech.goes_on]


def _read(model: Model, speeches: Sequence[Speech]) -> None:
    for speech, prior in zip(speeches, model.priors([speech.work.item.row for speech in speeches]), strict=True):
        speech.prior = prior
        if prior.frames * model.hop > LONGEST_S * model.sample_rate:
            speech.work.fail(EngineFailed("vits", f"it would last more than {LONGEST_S} seconds."))


def _lay_out(model: Model, speeches: Sequence[Speech]) -> None:
    rows = [speech.work.item.row for speech in speeches]
    for speech, latent in zip(speeches, model.latents(rows, [speech.prior for speech in speeches]), strict=True):
        speech.latent = latent


@dataclass(frozen=True, slots=True)
class Made:
    """A window of some rows, on its way from the device."""

    speeches: Sequence[Speech]
    start: int
    end: int
    spoken: Spoken

    def tell(self, model: Model) -> None:
        """Blocks until it is there."""
        with told_at_once():
            for speech, row in zip(self.speeches, self.spoken.pcm(), strict=True):
                speech.work.emit(*chunks(row[: (speech.prior.frames - self.start) * model.hop], model.sample_rate))
                if speech.prior.frames <= self.end:
                    speech.work.end()


def _sound(model: Model, start: int, end: int, made: deque[Made], speeches: Sequence[Speech]) -> None:
    rows, latents = [speech.work.item.row for speech in speeches], [speech.latent for speech in speeches]
    samples = model.samples(rows, latents, start, end)
    pcm = (samples.clamp(-1, 1) * FULL_SCALE).round().to(torch.int16)
    made.append(Made(speeches, start, end, Spoken.sent(pcm)))
