"""One loaded model: rows of symbols to frames, and frames to samples, a window at a time."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import pad
from TTS.tts.models.vits import Vits

from models.device import sent
from models.durations import whole_frames
from models.graphs import Graphs, room_for
from models.hifigan import fold_weight_norm
from models.hifigan_gpu import vocoder
from models.noise import draw
from models.vits.predictor import NOISE_CHANNELS, durations
from models.windows import first_window, windows

LONGEST_WINDOW = {"cpu": 9, "cuda": 27}
"""Times the first. What a window computes beside itself is thrown away, the more of it the shorter the window. But on
a CPU a long one takes seconds, and that somebody left is only noticed in between."""
SHORT = range(1, 9)
"""Symbols to warm up with."""
SYMBOLS, FRAMES = (60, 120, 250), (250, 370, 500, 620)
"""Of sentences of usual lengths."""
MOST_TEXTS = 64
"""That a GPU reads at once, padding among them."""
STEP, FEW = 32, 4
"""On a GPU, up to FEW * STEP symbols or frames are padded to a multiple of STEP, and more to one of FEW * STEP: it
takes long to choose how to work on a shape that it has not seen."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Row:
    """One segment in the model's terms."""

    symbols: Sequence[int]
    speaker: int
    rate: float
    seed: int


@dataclass(frozen=True, slots=True)
class Prior:
    """What a row's text says of its frames."""

    means: Tensor
    """[channels, symbols and padding]"""
    log_deviations: Tensor
    """[channels, symbols and padding]"""
    lasting: NDArray[np.int64]
    """Whole frames that each symbol lasts: [symbols]."""

    @property
    def frames(self) -> int:
        return int(self.lasting.sum())


@dataclass(frozen=True, slots=True)
class Latent:
    """What the vocoder makes samples of."""

    frames: Tensor
    """[channels, frames and padding]"""
    length: int
    """Frames"""


class Model:
    """coqui's `Vits` with our own way through it, on which no row depends on another. Changes what it is given.

    Every convolution finds zeros behind a row's end, noise is drawn from a row's own seed at its own length, and rate
    and speaker are each row's own. The vocoder computes in `dtype`. Safe to use from several threads at once.
    """

    def __init__(self, vits: Vits, device: torch.device, dtype: torch.dtype) -> None:
        self.sample_rate: int = vits.config.audio.sample_rate
        self._vits, self._device = vits.to(device).eval().requires_grad_(False), device
        self._on_gpu = device.type == "cuda"
        self._vocoder = vocoder(vits.waveform_decoder, device, dtype)
        self.ahead = 1 if self._on_gpu else 0
        """Windows that may be on their way when the next is begun."""
        self._graphs = Graphs(device)
        self._each = ThreadPoolExecutor().map if self._on_gpu else map
        fold_weight_norm(vits)
        self.hop = self._vocoder.hop
        """Samples per frame."""
        self.first_window = first_window(self.sample_rate / self.hop)
        """Frames"""
        self._scale, self._duration_noise = float(vits.inference_noise_scale), float(vits.inference_noise_scale_dp)
        self._length = float(vits.length_scale)

    @torch.inference_mode()
    def priors(self, rows: Sequence[Row]) -> list[Prior]:
        """Where the device is waited for: how long a row lasts is known only then."""
        lengths = [len(row.symbols) for row in rows]
        symbols = self._numbers(lengths, [np.array(row.symbols) for row in rows])
        noise = self._noise(rows, 0, lengths, NOISE_CHANNELS)
        speaker = self._speakers(rows) if self._vits.args.condition_dp_on_speaker else None
        read = self._graphs(self._read, symbols, self._lengths(lengths), noise, speaker)
        means, log_deviations, lasting = (each.clone() for each in read)
        natural = lasting.cpu().numpy()
        return [
            Prior(means[n], log_deviations[n], whole_frames(natural[n, :length], row.rate))
            for n, (row, length) in enumerate(zip(rows, lengths, strict=True))
        ]

    @torch.inference_mode()
    def latents(self, rows: Sequence[Row], priors: Sequence[Prior]) -> list[Latent]:
        """What the vocoder makes samples of: each symbol's prior for as long as it lasts, noise, and the flow."""
        lengths = [prior.frames for prior in priors]
        symbols = [np.repeat(np.arange(len(prior.lasting)), prior.lasting) for prior in priors]
        at = self._numbers(lengths, symbols)[:, None].expand(-1, priors[0].means.shape[0], -1)
        means, log_deviations = (
            self._padded(each).gather(2, at)
            for each in ([prior.means for prior in priors], [prior.log_deviations for prior in priors])
        )
        noise = self._noise(rows, 1, lengths, means.shape[1])
        latent = means + self._scale * noise * torch.exp(log_deviations)
        frames = self._graphs(self._flow, latent, self._lengths(lengths), self._speakers(rows)).clone()
        return [Latent(frames[n], length) for n, length in enumerate(lengths)]

    @torch.inference_mode()
    def samples(self, rows: Sequence[Row], latents: Sequence[Latent], start: int, end: int) -> Tensor:
        """Those of the frames from `start` to `end`: [rows, (end - start) * hop], full scale being 1.

        Zero behind a row's end; `end` may lie behind all ends, and then there are only as many as the longest has.
        """
        first = max(start - self._vocoder.reach, 0)
        lengths = [min(latent.length, end + self._vocoder.reach) - first for latent in latents]
        around = [latent.frames[:, first : first + max(lengths)] for latent in latents]
        # Without ends in sight there is nothing to mask.
        alike = len(set(lengths)) == 1 and not self._on_gpu
        given = self._padded(around), None if alike else self._lengths(lengths), self._speakers(rows)
        made: Tensor = self._graphs(self._vocoder, *given)
        end = min(end, first + max(lengths))
        return made[: len(rows), (start - first) * self.hop : (end - first) * self.hop]

    def windows(self, frames: int) -> Iterator[tuple[int, int]]:
        """Start and end of each, in frames."""
        return windows(frames, self.first_window, LONGEST_WINDOW[self._device.type])

    def side_by_side(self, rows: Sequence[Item]) -> list[Sequence[Item]]:
        """Rows whose samples are made together: on a CPU each alone, as together they wait for memory."""
        return [rows] if self._on_gpu else [[row] for row in rows]

    def warm_up(self) -> None:
        """Say something, so that what a device prepares at first is prepared: on a GPU for many rows, too."""
        short = Row(SHORT, 0, 1.0, 0)
        priors = self.priors([short])
        latents = self.latents([short], priors)
        self.samples([short], latents, 0, self.first_window).cpu()
        for number in (1 << power for power in range(MOST_TEXTS.bit_length()) if self._on_gpu):
            self._prepare([short] * number, priors[0].means, latents[0].frames)

    def _prepare(self, rows: Sequence[Row], means: Tensor, frames: Tensor) -> None:
        """Of texts of usual lengths, and of all windows."""
        for symbols in SYMBOLS:
            self.priors([replace(row, symbols=[1] * symbols) for row in rows])
        for length in FRAMES:
            self.latents(rows, [Prior(means, means, np.array([length]))] * len(rows))
        long = Latent(frames.new_zeros(frames.shape[0], max(FRAMES)), max(FRAMES))
        for start, end in self.windows(long.length):
            self.samples(rows, [long] * len(rows), start, end)

    def _read(self, symbols: Tensor, lengths: Tensor, noise: Tensor, speaker: Tensor | None) -> tuple[Tensor, ...]:
        """Means and logarithms of deviations [rows, channels, symbols], and how long each lasts [rows, symbols]."""
        text, means, log_deviations, mask = self._vits.text_encoder(symbols, lengths)
        lasting = durations(self._vits.duration_predictor, text, mask, speaker, self._duration_noise * noise)
        return means, log_deviations, lasting * self._length

    def _flow(self, latent: Tensor, lengths: Tensor, speaker: Tensor | None) -> Tensor:
        """[rows, channels, frames]"""
        inside = torch.arange(latent.shape[2], device=self._device) < lengths[:, None]
        mask = inside[:, None].to(latent.dtype)
        frames: Tensor = self._vits.flow(latent * mask, mask, g=speaker, reverse=True)
        return frames

    def _noise(self, rows: Sequence[Row], stream: int, lengths: Sequence[int], channels: int) -> Tensor:
        """[rows, channels, longest], padded, zeros behind a row's end."""
        numbers = np.zeros((self._room(len(rows)), self._width(max(lengths)), channels), np.float32)
        places = [numbers[n, :length] for n, length in enumerate(lengths)]
        # A GPU waits for it meanwhile.
        for _ in self._each(draw, places, [row.seed for row in rows], [stream] * len(rows)):
            pass
        return sent(numbers, self._device).transpose(1, 2)

    def _speakers(self, rows: Sequence[Row]) -> Tensor | None:
        """[rows, size, 1]"""
        if not hasattr(self._vits, "emb_g"):
            return None
        numbers = [*(row.speaker for row in rows), *[0] * (self._room(len(rows)) - len(rows))]
        embedded: Tensor = self._vits.emb_g(sent(np.array(numbers), self._device))
        return embedded.unsqueeze(2)

    def _room(self, rows: int) -> int:
        return room_for(rows, max(rows, MOST_TEXTS)) if self._on_gpu else rows

    def _width(self, longest: int) -> int:
        if not self._on_gpu:
            return longest
        step = STEP if longest <= FEW * STEP else FEW * STEP
        return -(-longest // step) * step

    def _padded(self, rows: Sequence[Tensor]) -> Tensor:
        """Of [channels, length] each: [rows, channels, longest], padded, zeros behind their ends."""
        longest = max(row.shape[-1] for row in rows)
        if any(row.shape[-1] < longest for row in rows):
            rows = [pad(row, (0, longest - row.shape[-1])) for row in rows]
        missing = self._room(len(rows)) - len(rows)
        return pad(torch.stack([*rows]), (0, self._width(longest) - longest, 0, 0, 0, missing))

    def _numbers(self, lengths: Sequence[int], rows: Sequence[NDArray[np.int64]]) -> Tensor:
        """Of [length] each: [rows, longest], padded with zeros, on the device."""
        numbers = np.zeros((self._room(len(rows)), self._width(max(lengths))), np.int64)
        for row, mine in zip(numbers, rows, strict=False):
            row[: len(mine)] = mine
        return sent(numbers, self._device)

    def _lengths(self, numbers: Sequence[int]) -> Tensor:
        """Of rows that are padded: [rows]"""
        return sent(np.array([*numbers, *[1] * (self._room(len(numbers)) - len(numbers))]), self._device)
