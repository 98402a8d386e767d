"""Vocoder: latents to samples, exactly those of the whole row, as soon as enough of it is known.

A sample depends on a few frames to either side of its own (`HifiGan.reach`), and a frame on the codes beside it, so
what is spoken early is what would be spoken in the end: nothing is faded into anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from models.hifigan import HifiGan
from models.xtts.stretch import Stretch

if TYPE_CHECKING:
    from TTS.tts.layers.xtts.hifigan_decoder import HifiDecoder

CHUNKS_S = (0.18, 0.36, 0.72, 1.44)
"""Seconds of the first pieces of a row, and of all after them: early at first, then with less done twice."""

Floats = NDArray[np.float32]


@dataclass(slots=True)
class Course:
    """How far a row is spoken."""

    stretch: Stretch
    emitted: int = 0
    """Frames."""
    pieces: int = 0


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


class Vocoder:
    """Keeps the latents of `slots` rows, of at most `longest` codes, and who speaks each."""

    def __init__(self, decoder: "HifiDecoder", slots: int, longest: int) -> None:
        self._hifigan = HifiGan(decoder.waveform_decoder)
        device, width = decoder.device, decoder.waveform_decoder.conv_pre.in_channels
        size = decoder.waveform_decoder.cond_layer.in_channels
        self.sample_rate = int(decoder.output_sample_rate)
        self._to_frames = (
            decoder.ar_mel_length_compression / decoder.output_hop_length,
            *([decoder.output_sample_rate / decoder.input_sample_rate]
              if decoder.output_sample_rate != decoder.input_sample_rate else []),
        )  # fmt: skip
        self._latents = torch.zeros(slots, longest, width, device=device)
        self._speakers = torch.zeros(slots, size, 1, device=device)

    def enter(self, slot: int, speaker: Tensor, rate: float) -> Course:
        """A new row, by that speaker [size, 1]."""
        self._speakers[slot] = speaker
        return Course(Stretch((*([] if rate == 1 else [1 / rate]), *self._to_frames)))

    def keep(self, latents: Tensor, made: Tensor) -> None:
        """One more of each of the first rows: [rows, width], which have `made` [rows] already."""
        self._latents[torch.arange(len(latents), device=latents.device), made] = latents

    def move(self, source: int, target: int, codes: int) -> None:
        """A row of that many codes to another slot."""
        self._latents[target, :codes] = self._latents[source, :codes]
        self._speakers[target] = self._speakers[source]

    def due(self, slot: int, course: Course, codes: int, *, ended: bool) -> Window | None:
        """What of a row with that many codes should be spoken now."""
        total = course.stretch.total(codes) if ended else course.stretch.known(codes)
        end = total if ended else total - self._hifigan.reach
        wanted_s = 0 if ended else CHUNKS_S[min(course.pieces, len(CHUNKS_S) - 1)]
        if (end - course.emitted) * self._hifigan.hop <= wanted_s * self.sample_rate:
            return None
        return Window(slot, course, course.emitted, end, codes, total)

    def speak(self, windows: Sequence[Window]) -> list[Floats]:
        """Samples of each, full scale being 1; its course is that far then."""
        # On a CPU rows side by side only wait for memory.
        together = [[window] for window in windows] if self._latents.device.type == "cpu" else [windows]
        made = [samples for group in together for samples in self._sounded(group)]
        for window in windows:
            window.course.emitted, window.course.pieces = window.end, window.course.pieces + 1
        return made

    def _sounded(self, windows: Sequence[Window]) -> list[Floats]:
        reach, hop = self._hifigan.reach, self._hifigan.hop
        first = [max(0, window.begin - reach) for window in windows]
        frames = [self._frames(w, at, min(w.total, w.end + reach)) for w, at in zip(windows, first, strict=True)]
        lengths = torch.tensor([len(each) for each in frames], device=frames[0].device)
        speakers = self._speakers[[window.slot for window in windows]]
        padded = pad_sequence(frames, batch_first=True).transpose(1, 2)
        alike = len({len(each) for each in frames}) == 1
        made = self._hifigan(padded, None if alike else lengths, speakers).float().cpu().numpy()
        return [
            samples[(window.begin - at) * hop : (window.end - at) * hop]
            for window, at, samples in zip(windows, first, made, strict=True)
        ]

    def _frames(self, window: Window, begin: int, end: int) -> Tensor:
        """[time, width]"""
        piece = window.course.stretch.piece(begin, end, window.codes)
        weights = torch.from_numpy(piece.weights).to(self._latents)
        latents = self._latents[window.slot, piece.first : piece.first + weights.shape[1]]
        return weights @ latents
