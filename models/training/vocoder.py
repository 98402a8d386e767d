"""The sound's half: features to samples, learned as a regression, since the samples follow from the features."""

from collections.abc import Iterator
from pathlib import Path

import librosa
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from models.training.acoustic import scaled
from models.training.dataset import Dataset
from models.training.features import Scale
from models.training.loop import Schedule, Training, half, shuffled
from models.training.network import make
from models.training.prosody import HOP
from models.training.teacher import SAMPLE_RATE

ROWS, FRAMES, EDGE = 8, 32, 2
"""A batch; frames at either edge are not judged, for what they depend on is cut off."""
WINDOWS = (1024, 512, 128)
QUIETEST = 0.02
"""Root mean square below which samples count no more than that: silence need not be exact."""


def train(dataset: Dataset, scale: Scale, path: Path, minutes: float, seed: int = 0) -> None:
    """Learn for so many minutes in all, from what `path` holds on."""
    torch.manual_seed(seed)
    decoder = make().waveform_decoder
    training = Training({"waveform_decoder": decoder}, Schedule(minutes, 2e-3, (0.8, 0.99), 1e-2, 5.0), path)
    stretches = batched(dataset, scale, seed)
    judge = Judge()

    def loss() -> dict[str, Tensor]:
        features, samples = next(stretches)
        with half():
            made = decoder(features)
        cut = slice(EDGE * HOP, -EDGE * HOP)
        return judge(made.float()[:, 0, cut], samples[:, cut])

    training.run(loss)


def batched(dataset: Dataset, scale: Scale, seed: int) -> Iterator[tuple[Tensor, Tensor]]:
    """Features [8, channels, 32] and samples [8, 32 * 256] of stretches from anywhere."""
    draw, order = np.random.default_rng(seed), shuffled(len(dataset.examples), seed)
    while True:
        features: list[NDArray[np.float32]] = []
        samples: list[NDArray[np.float32]] = []
        while len(features) < ROWS:
            example = dataset.examples[next(order)]
            if len(example.told) <= FRAMES:
                continue
            at = int(draw.integers(len(example.told) - FRAMES))
            told, noise = example.told[at : at + FRAMES], example.noise[at : at + FRAMES]
            features.append(np.concatenate([scaled(told, scale), noise.astype(np.float32)], 1).T)
            samples.append(example.samples[at * HOP : (at + FRAMES) * HOP].astype(np.float32) / np.float32(32768))
        yield torch.from_numpy(np.stack(features)), torch.from_numpy(np.stack(samples))


class Judge:
    """How far samples are from those wanted."""

    def __init__(self) -> None:
        self._windows = {size: torch.hann_window(size) for size in WINDOWS}
        filters = librosa.filters.mel(sr=SAMPLE_RATE, n_fft=WINDOWS[0], n_mels=80)
        self._mel = torch.from_numpy(filters)

    def __call__(self, made: Tensor, wanted: Tensor) -> dict[str, Tensor]:
        """[rows, samples]"""
        spectral, mel = torch.zeros(()), torch.zeros(())
        for size, window in self._windows.items():
            ours, theirs = (self._spectrum(each, size, window) for each in (made, wanted))
            spectral = (
                spectral + (ours - theirs).norm() / theirs.norm() + 0.7 * (ours.log() - theirs.log()).abs().mean()
            )
            if size == WINDOWS[0]:
                mel = (
                    ((self._mel @ ours).clamp(min=1e-4).log() - (self._mel @ theirs).clamp(min=1e-4).log()).abs().mean()
                )
        return {"spectra": spectral / len(WINDOWS), "mel": mel, "samples": sample_loss(made, wanted)}

    def _spectrum(self, samples: Tensor, size: int, window: Tensor) -> Tensor:
        spectrum = torch.stft(samples, size, size // 4, size, window, return_complex=True)
        return (spectrum.real**2 + spectrum.imag**2 + 1e-8).sqrt()


def sample_loss(made: Tensor, wanted: Tensor) -> Tensor:
    """Sample by sample, as a share of how loud it is around: the noise of a fricative counts as much as a vowel."""
    power = functional.avg_pool1d((wanted**2)[:, None], 1025, 1, 512, count_include_pad=False)[:, 0]
    return ((made - wanted).abs() / (power.sqrt() + QUIETEST)).mean()
