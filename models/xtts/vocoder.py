"""Vocoder: latents to samples, exactly those of the whole row, as soon as enough of it is known.

A sample depends on a few frames to either side of its own (`HifiGan.reach`), and a frame on the codes beside it, so
what is spoken early is what would be spoken in the end: nothing is faded into anything.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.graphs import Graphs, room_for
from models.hifigan_gpu import rows_at_once, vocoder
from models.pcm import FULL_SCALE
from models.xtts.stretch import Stretch

if TYPE_CHECKING:
    from TTS.tts.layers.xtts.hifigan_decoder import HifiDecoder

CHUNKS_S = (0.18, 0.36, 0.72, 1.44)
"""Seconds of the first pieces of a row, and of all after them: early at first, then with less done twice."""
TIMES = (32, 64, 96, 128, 176)
"""Frames that a GPU makes sound of at once, padding among them; longer windows are padded to a multiple of the last."""
WHOLE = 4
"""Of rows that are made at once from beginning to end, so many are prepared for."""


@dataclass(slots=True)
class Course:
    """How far a row is spoken."""

    stretch: Stretch
    emitted: int = 0
    """Frames."""
    pieces: int = 0
    due: int = 0
    """Codes before which there is nothing to speak, unless it ends."""


@dataclass(frozen=True, slots=True)
class Window:
    """Frames of the row in `slot` that are to become samples now."""

    slot: int
    course: Course
    begin: int
    end: int
    codes: int
    """That the row has."""
    total: int
    """Frames that may be looked at."""
    ended: bool
    """Whether there will be no more."""

    def around(self, reach: int) -> tuple[int, int]:
        """The first frame that its samples depend on, and the one behind the last."""
        return max(0, self.begin - reach), min(self.total, self.end + reach)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Samples on their way from the device."""

    samples: Tensor
    """int16, in the host's memory."""
    arrived: torch.cuda.Event | None

    @property
    def there(self) -> bool:
        return self.arrived is None or self.arrived.query()

    def pcm(self) -> NDArray[np.int16]:
        """Blocks until they are there."""
        if self.arrived is None:
            return self.samples.numpy()
        self.arrived.synchronize()
        # What is pinned is soon needed again.
        return self.samples.numpy().copy()


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
        self._latents = torch.zeros(slots, longest, width, device=self._device)
        self._speakers = torch.zeros(slots, size, 1, device=self._device)

    def enter(self, slot: int, speaker: Tensor, rate: float) -> Course:
        """A new row, by that speaker [size, 1]."""
        self._speakers[slot] = speaker
        return Course(Stretch((*([] if rate == 1 else [1 / rate]), *self._to_frames)))

    def keep(self, latents: Tensor, made: Tensor) -> None:
        """One more of each of the first rows: [rows, width], which have `made` [rows] already."""
        self._latents[torch.arange(len(latents), device=self._device), made] = latents.float()

    def move(self, source: int, target: int, codes: int) -> None:
        """A row of that many codes to another slot."""
        self._latents[target, :codes] = self._latents[source, :codes]
        self._speakers[target] = self._speakers[source]

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
        return next(due for due in count(codes) if course.stretch.known(due) > wanted)

    def speak(self, windows: Sequence[Window]) -> list[Spoken]:
        """Begins to make samples of each, full scale being 32767; its course is that far then."""
        spoken: dict[int, Spoken] = {}
        for (time, masked, _), alike in self._alike(windows).items():
            most = rows_at_once(time)
            for places in (alike[first : first + most] for first in range(0, len(alike), most)):
                made = self._sounded([windows[place] for place in places], time, masked)
                spoken.update(zip(places, made, strict=True))
        for window in windows:
            window.course.emitted, window.course.pieces, window.course.due = window.end, window.course.pieces + 1, 0
        return [spoken[place] for place in range(len(windows))]

    def prepare(self, rows: int) -> None:
        """Record what so many rows take, unless they are whole ones and hardly come together."""
        for time in (time for time in TIMES if rows <= rows_at_once(time)):
            frames = torch.zeros(rows, time, self._latents.shape[2], device=self._device).transpose(1, 2)
            self._graphs(self._samples, frames, self._speakers[:rows])
            if rows <= WHOLE:
                lengths = torch.full((rows,), time, device=self._device)
                self._graphs(self._samples, frames, self._speakers[:rows], lengths)

    def _alike(self, windows: Sequence[Window]) -> dict[tuple[int, bool, int], list[int]]:
        """Places of those that are made sound of together, by their padded time and whether ends must be looked after.

        On a CPU each is alone: side by side rows only wait for memory.
        """
        alike = defaultdict[tuple[int, bool, int], list[int]](list)
        for place, window in enumerate(windows):
            first, last = window.around(self._hifigan.reach)
            time = self._time(last - first)
            alike[time, first == 0 and window.ended and last < time, 0 if self._on_gpu else place].append(place)
        return alike

    def _time(self, frames: int) -> int:
        if not self._on_gpu:
            return frames
        return next((time for time in TIMES if time >= frames), -(-frames // TIMES[-1]) * TIMES[-1])

    def _sounded(self, windows: Sequence[Window], time: int, masked: bool) -> Iterator[Spoken]:
        rows, reach, hop = len(windows), self._hifigan.reach, self._hifigan.hop
        padded = room_for(rows, len(self._latents)) if self._on_gpu else rows
        frames = torch.zeros(padded, time, self._latents.shape[2], device=self._device)
        lengths, begins = [0] * padded, []
        for row, window in enumerate(windows):
            first, last = window.around(reach)
            lengths[row] = last - first
            # Where a row goes on nobody looks at what is beyond its frames, so padding is there; at its ends is none.
            at = 0 if first == 0 else time - lengths[row]
            frames[row, at : at + lengths[row]] = self._frames(window, first, last)
            begins.append((at + window.begin - first) * hop)
        speakers = self._speakers[[*(window.slot for window in windows), *[0] * (padded - rows)]]
        ends = [torch.tensor(lengths, device=self._device)] if masked else []
        made = self._made(rows, frames.transpose(1, 2), speakers, *ends)
        for samples, window, begin in zip(made.samples, windows, begins, strict=True):
            yield Spoken(samples[begin : begin + (window.end - window.begin) * hop], made.arrived)

    def _samples(self, frames: Tensor, speakers: Tensor, lengths: Tensor | None = None) -> Tensor:
        """int16: [rows, time * hop]"""
        made = self._hifigan(frames, lengths, speakers)
        return (made.clamp(-1, 1) * FULL_SCALE).round().to(torch.int16)

    def _made(self, rows: int, *given: Tensor) -> Spoken:
        """Samples of the first rows, on their way."""
        if self._aside is None:
            return Spoken(self._samples(*given)[:rows], None)
        self._aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(self._aside):
            samples = self._graphs(self._samples, *given)[:rows]
            copied = torch.empty(samples.shape, dtype=samples.dtype, pin_memory=True).copy_(samples, non_blocking=True)
            arrived = torch.cuda.Event()
            arrived.record()
        for each in given:
            each.record_stream(self._aside)
        return Spoken(copied, arrived)

    def _frames(self, window: Window, begin: int, end: int) -> Tensor:
        """[time, width]"""
        first, weights = _weights(window.course.stretch, begin, end, window.codes, self._device)
        return weights @ self._latents[window.slot, first : first + weights.shape[1]]


@lru_cache(maxsize=1024)
def _weights(stretch: Stretch, begin: int, end: int, codes: int, device: torch.device) -> tuple[int, Tensor]:
    """`Stretch.piece` on the device: rows have most pieces in common, for all begin alike; one takes some 30 KB."""
    piece = stretch.piece(begin, end, codes)
    return piece.first, torch.from_numpy(piece.weights).to(device)
