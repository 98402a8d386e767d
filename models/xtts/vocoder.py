"""Vocoder: latents to samples, exactly those of the whole row, as soon as enough of it is known.

A sample depends on a few frames to either side of its own (`HifiGan.reach`), and a frame on the codes beside it, so
what is spoken early is what would be spoken in the end: nothing is faded into anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from models.device import sent
from models.graphs import Graphs, room_for
from models.hifigan_gpu import vocoder
from models.pcm import FULL_SCALE
from models.spoken import Spoken
from models.xtts.moves import Moves
from models.xtts.stretch import Stretch
from models.xtts.window import TIMES, Course, View, Window

if TYPE_CHECKING:
    from TTS.tts.layers.xtts.hifigan_decoder import HifiDecoder

CHUNKS_S = (0.18, 0.36, 0.72, 1.44)
"""Seconds of the first pieces of a row, and of all after them: early at first, then with less done twice."""


class Vocoder:
    """Keeps the latents of `slots` rows, of at most `longest` codes, and who speaks each. Computes in `dtype`."""

    def __init__(self, decoder: "HifiDecoder", slots: int, longest: int, dtype: torch.dtype) -> None:
        self._device, self._graphs = decoder.device, Graphs(decoder.device)
        self._on_gpu = self._device.type == "cuda"
        width = decoder.waveform_decoder.conv_pre.in_channels
        size = decoder.waveform_decoder.cond_layer.in_channels
        self._hifigan = vocoder(decoder.waveform_decoder, self._device, dtype)
        self._aside = torch.cuda.Stream() if self._on_gpu else None
        """Where sound is made, while codes are drawn."""
        self.sample_rate = int(decoder.output_sample_rate)
        self._to_frames = (
            decoder.ar_mel_length_compression / decoder.output_hop_length,
            *([decoder.output_sample_rate / decoder.input_sample_rate]
              if decoder.output_sample_rate != decoder.input_sample_rate else []),
        )  # fmt: skip
        self._longest = longest
        self._latents = torch.zeros(slots, longest, width, device=self._device)
        self._speakers = torch.zeros(slots, size, 1, device=self._device)

    def enter(self, slot: int, speakers: Sequence[Tensor], rates: Sequence[float]) -> list[Course]:
        """New rows from `slot` on, by those speakers [size, 1]."""
        self._speakers[slot : slot + len(speakers)] = torch.stack([*speakers])
        return [Course(Stretch((*([] if rate == 1 else [1 / rate]), *self._to_frames))) for rate in rates]

    def keep(self, latents: Tensor, made: Tensor) -> None:
        """One more of each of the first rows: [rows, width], which have `made` [rows] already."""
        self._latents[torch.arange(len(latents), device=self._device), made] = latents.float()

    def move(self, moves: Moves, codes: int) -> None:
        """Rows of that many codes, at most."""
        moves.within(self._latents[:, :codes])
        moves.within(self._speakers)

    def due(self, slot: int, course: Course, codes: int, *, ended: bool) -> Window | None:
        """What of a row with that many codes should be spoken now."""
        if not ended:
            course.due = course.due or self._due(course, codes)
            if codes < course.due:
                return None
        total = course.stretch.total(codes) if ended else course.stretch.known(codes)
        end = total if ended else total - self._hifigan.reach
        return Window(slot, course, course.emitted, end, codes, total, ended) if end > course.emitted else None

    def _due(self, course: Course, codes: int) -> int:
        """With how many the next piece is long enough."""
        wanted_s = CHUNKS_S[min(course.pieces, len(CHUNKS_S) - 1)]
        wanted = course.emitted + self._hifigan.reach + wanted_s * self.sample_rate / self._hifigan.hop
        return _needed(course.stretch, wanted, codes)

    def speak(self, windows: Sequence[Window]) -> list[Spoken]:
        """Begins to make samples of each, full scale being 32767; its course is that far then."""
        views = [View.of(window, self._hifigan.reach, self._device) for window in windows]
        spoken: dict[int, Spoken] = {}
        for places in self._alike(views):
            made = self._sounded([windows[place] for place in places], [views[place] for place in places])
            spoken.update(zip(places, made, strict=True))
        for window in windows:
            window.course.emitted, window.course.pieces, window.course.due = window.end, window.course.pieces + 1, 0
        return [spoken[place] for place in range(len(windows))]

    def prepare(self, rows: int) -> None:
        """Record what so many rows take."""
        for time in TIMES:
            frames = torch.zeros(rows, time, self._latents.shape[2], device=self._device).transpose(1, 2)
            lengths = torch.full((rows,), time, device=self._device)
            self._graphs(self._samples, frames, self._speakers[:1].expand(rows, -1, -1), lengths)

    def _alike(self, views: Sequence[View]) -> Iterable[list[int]]:
        """Places of those that are made sound of together: as many frames of as many codes, padding among them.

        On a CPU each is alone: side by side rows only wait for memory.
        """
        alike = defaultdict[object, list[int]](list)
        for place, view in enumerate(views):
            alike[view.weights.shape if self._on_gpu else place].append(place)
        return alike.values()

    def _sounded(self, windows: Sequence[Window], views: Sequence[View]) -> Iterator[Spoken]:
        """All of one shape."""
        rows, hop, (time, codes) = len(windows), self._hifigan.hop, views[0].weights.shape
        padding = (room_for(rows, len(self._latents)) if self._on_gpu else rows) - rows
        told = np.tile(np.arange(2 + codes), (rows + padding, 1))
        told[:, :2] = 0, time
        for row, (window, view) in enumerate(zip(windows, views, strict=True)):
            told[row, :2], told[row, 2:] = (window.slot, view.length), told[row, 2:] + view.first
        told[:, 2:] = (told[:, 2:] - 2).clip(max=self._longest - 1)
        slots, lengths, places = sent(told.T, self._device).split([1, 1, codes])
        weights = torch.stack([view.weights for view in (*views, *[views[0]] * padding)])
        frames = weights @ self._latents[slots, places].transpose(0, 1)
        made = self._made(rows, frames.transpose(1, 2), self._speakers[slots[0]], lengths[0])
        for samples, window, view in zip(made.samples, windows, views, strict=True):
            begin = (view.at + window.begin - view.begin) * hop
            yield Spoken(samples[begin : begin + (window.end - window.begin) * hop], made.arrived)

    def _samples(self, frames: Tensor, speakers: Tensor, lengths: Tensor) -> Tensor:
        """int16: [rows, time * hop]"""
        made = self._hifigan(frames, lengths, speakers)
        return (made.clamp(-1, 1) * FULL_SCALE).round().to(torch.int16)

    def _made(self, rows: int, *given: Tensor) -> Spoken:
        """Samples of the first rows, on their way."""
        if self._aside is None:
            return Spoken.sent(self._samples(*given)[:rows])
        self._aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(self._aside):
            made = Spoken.sent(self._graphs(self._samples, *given)[:rows])
        for each in given:
            each.record_stream(self._aside)
        return made


@lru_cache(maxsize=1024)
def _needed(stretch: Stretch, wanted: float, codes: int) -> int:
    """Codes, at least so many, of which more than the `wanted` frames are known: rows mostly ask for the same."""
    return next(needed for needed in count(codes) if stretch.known(needed) > wanted)
