"""One loaded model: rows of symbols to frames, and frames to samples, a window at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import pad
from TTS.tts.models.vits import Vits

from models.durations import whole_frames
from models.graphs import Graphs, room_for
from models.hifigan import fold_weight_norm
from models.hifigan_gpu import rows_at_once, vocoder
from models.noise import drawn
from models.vits.predictor import NOISE_CHANNELS, durations
from models.windows import first_window, windows

LONGEST_WINDOW = {"cpu": 9, "cuda": 27}
"""Times the first. What a window computes beside itself is thrown away, the more of it the shorter the window. But on
a CPU a long one takes seconds, and that somebody left is only noticed in between."""
SHORT = range(1, 9)
"""Symbols to warm up with."""
LONG = 500
"""Frames, likewise."""
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
    """[channels, symbols]"""
    log_deviations: Tensor
    """[channels, symbols]"""
    lasting: NDArray[np.int64]
    """Whole frames that each symbol lasts: [symbols]."""

    @property
    def frames(self) -> int:
        return int(self.lasting.sum())


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
        self._graphs = Graphs(device)
        fold_weight_norm(vits)
        self.hop = self._vocoder.hop
        """Samples per frame."""
        self.first_window = first_window(self.sample_rate / self.hop)
        """Frames"""
        self._noise, self._duration_noise = float(vits.inference_noise_scale), float(vits.inference_noise_scale_dp)
        self._length = float(vits.length_scale)

    @torch.inference_mode()
    def priors(self, rows: Sequence[Row]) -> list[Prior]:
        """Where the device is waited for: how long a row lasts is known only then."""
        lengths = [len(row.symbols) for row in rows]
        symbols = self._padded([torch.tensor(row.symbols) for row in rows])
        text, means, log_deviations, mask = self._vits.text_encoder(symbols, self._lengths(lengths))
        noise = self._padded([torch.from_numpy(drawn(row.seed, 0, len(row.symbols), NOISE_CHANNELS)) for row in rows])
        speaker = self._speakers(rows) if self._vits.args.condition_dp_on_speaker else None
        lasting = durations(self._vits.duration_predictor, text, mask, speaker, self._duration_noise * noise)
        natural = (lasting * self._length).cpu().numpy()
        return [
            Prior(means[n, :, :length], log_deviations[n, :, :length], whole_frames(natural[n, :length], row.rate))
            for n, (row, length) in enumerate(zip(rows, lengths, strict=True))
        ]

    @torch.inference_mode()
    def frames(self, rows: Sequence[Row], priors: Sequence[Prior]) -> list[Tensor]:
        """What the vocoder makes samples of: [channels, frames] of each row."""
        lengths = self._lengths([prior.frames for prior in priors])
        latent = self._padded([self._latent(*each) for each in zip(rows, priors, strict=True)])
        mask = (torch.arange(latent.shape[2], device=self._device) < lengths[:, None])[:, None].to(latent.dtype)
        frames = self._vits.flow(latent, mask, g=self._speakers(rows), reverse=True)
        return [frames[n, :, : prior.frames] for n, prior in enumerate(priors)]

    @torch.inference_mode()
    def samples(self, rows: Sequence[Row], frames: Sequence[Tensor], start: int, end: int) -> Tensor:
        """Those of the frames from `start` to `end`: [rows, (end - start) * hop], full scale being 1.

        Zero behind a row's end; `end` may lie behind all ends, and then there are only as many as the longest has.
        """
        first = max(start - self._vocoder.reach, 0)
        around = [each[:, first : end + self._vocoder.reach] for each in frames]
        lengths = [each.shape[1] for each in around]
        # Without ends in sight there is nothing to mask.
        alike = len(set(lengths)) == 1 and not self._on_gpu
        given = self._padded(around), None if alike else self._lengths(lengths), self._speakers(rows)
        made: Tensor = self._graphs(self._vocoder, *given)
        end = min(end, first + max(lengths))
        return made[: len(rows), (start - first) * self.hop : (end - first) * self.hop]

    def windows(self, frames: int) -> Iterator[tuple[int, int]]:
        """Start and end of each, in frames."""
        return windows(frames, self.first_window, LONGEST_WINDOW[self._device.type])

    def side_by_side(self, rows: Sequence[Item], start: int, end: int) -> list[Sequence[Item]]:
        """Rows whose samples of a window are made together: on a CPU each alone, as together they wait for memory."""
        most = rows_at_once(end - start + 2 * self._vocoder.reach) if self._on_gpu else 1
        return [rows[first : first + most] for first in range(0, len(rows), most)]

    def warm_up(self) -> None:
        """Say something, so that what a device prepares at first is prepared: on a GPU for many rows, too."""
        rows = [Row(SHORT, 0, 1.0, 0)]
        frames = self.frames(rows, self.priors(rows))
        self.samples(rows, frames, 0, self.first_window).cpu()
        if self._on_gpu:
            long = frames[0].new_zeros(frames[0].shape[0], LONG)
            for start, end in self.windows(LONG):
                for number in (1 << power for power in range(MOST_TEXTS.bit_length())):
                    together = self.side_by_side(rows * number, start, end)[0]
                    self.samples(together, [long] * len(together), start, end)

    def _latent(self, row: Row, prior: Prior) -> Tensor:
        """Each symbol's prior for as long as it lasts, and the row's noise: [channels, frames]."""
        lasting, total = self._tensor(prior.lasting.tolist()), prior.frames
        symbol = torch.repeat_interleave(lasting, output_size=total)
        means, log_deviations = prior.means[:, symbol], prior.log_deviations[:, symbol]
        noise = torch.from_numpy(drawn(row.seed, 1, total, means.shape[0])).to(self._device)
        latent: Tensor = means + self._noise * noise * torch.exp(log_deviations)
        return latent

    def _speakers(self, rows: Sequence[Row]) -> Tensor | None:
        """[rows, size, 1]"""
        if not hasattr(self._vits, "emb_g"):
            return None
        numbers = [row.speaker for row in rows]
        embedded: Tensor = self._vits.emb_g(self._tensor([*numbers, *[0] * (self._room(len(rows)) - len(rows))]))
        return embedded.unsqueeze(2)

    def _room(self, rows: int) -> int:
        return room_for(rows, max(rows, MOST_TEXTS)) if self._on_gpu else rows

    def _padded(self, rows: Sequence[Tensor]) -> Tensor:
        """Of [..., length] each: [rows, ..., longest], zeros behind their ends, on the device."""
        longest = max(row.shape[-1] for row in rows)
        if self._on_gpu:
            step = STEP if longest <= FEW * STEP else FEW * STEP
            longest = -(-longest // step) * step
        stacked = torch.stack([pad(row, (0, longest - row.shape[-1])) for row in rows]).to(self._device)
        missing = self._room(len(rows)) - len(rows)
        return torch.cat([stacked, stacked.new_zeros(missing, *stacked.shape[1:])]) if missing else stacked

    def _lengths(self, numbers: Sequence[int]) -> Tensor:
        """Of rows that are padded: [rows]"""
        return self._tensor([*numbers, *[1] * (self._room(len(numbers)) - len(numbers))])

    def _tensor(self, numbers: Sequence[int]) -> Tensor:
        return torch.tensor(numbers, device=self._device)
