"""The sound's half: features to samples, learned as a regression, since the samples follow from the features."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import librosa
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from models.training import acoustic
from models.training.acoustic import scaled
from models.training.dataset import Dataset, Example
from models.training.features import Scale
from models.training.loop import Schedule, Training, half, shuffled, trained
from models.training.network import make
from models.training.teacher import HOP, SAMPLE_RATE

ROWS, FRAMES, EDGE = 8, 64, 4
"""A batch; frames at either edge are not judged, for what they depend on is cut off."""
WINDOWS = (1024, 512, 128)
QUIETEST = 0.02
"""Root mean square below which samples count no more than that: silence need not be exact."""


Pair = tuple[NDArray[np.float16], NDArray[np.int16]]
"""Features [frames, channels] and the samples [frames * 128] that follow from them."""


def train(dataset: Dataset, scale: Scale, path: Path, minutes: float) -> None:
    """Learn for so many minutes in all, from what `path` holds on, what features as they were measured sound like."""
    torch.manual_seed(0)
    schedule = Schedule(minutes, 2e-3, (0.8, 0.99), 1e-2, 5.0)
    pairs = [(measured(example, scale), example.samples) for example in dataset.examples]
    learn(make().waveform_decoder, pairs, schedule, path)


def polish(dataset: Dataset, learned: Path, text_half: Path, path: Path, minutes: float) -> None:
    """Go on from `learned` with the features that the text's half makes: they are smoother, and what will be heard."""
    torch.manual_seed(1)
    model = make()
    trained(text_half, acoustic.modules(model))
    trained(learned, {"waveform_decoder": model.waveform_decoder})
    pairs = [(acoustic.made(model, example).astype(np.float16), example.samples) for example in dataset.examples]
    learn(model.waveform_decoder, pairs, Schedule(minutes, 5e-4, (0.8, 0.99), 1e-2, 5.0), path)


def measured(example: Example, scale: Scale) -> NDArray[np.float16]:
    return np.concatenate([scaled(example.told, scale).astype(np.float16), example.noise], 1)


def learn(decoder: nn.Module, pairs: Sequence[Pair], schedule: Schedule, path: Path) -> None:
    training = Training({"waveform_decoder": decoder}, schedule, path)
    stretches, judge = batched(pairs, seed=0), Judge()
    decoder.train()

    def loss() -> dict[str, Tensor]:
        features, samples = next(stretches)
        with half():
            made = decoder(features)
        cut = slice(EDGE * HOP, -EDGE * HOP)
        return judge(made.float()[:, 0, cut], samples[:, cut])

    training.run(loss)


def batched(pairs: Sequence[Pair], seed: int) -> Iterator[tuple[Tensor, Tensor]]:
    """Features [8, channels, 64] and samples [8, 64 * 128] of stretches from anywhere."""
    draw, order = np.random.default_rng(seed), shuffled(len(pairs), seed)
    while True:
        features: list[NDArray[np.float32]] = []
        samples: list[NDArray[np.float32]] = []
        while len(features) < ROWS:
            known, wanted = pairs[next(order)]
            if len(known) <= FRAMES:
                continue
            at = int(draw.integers(len(known) - FRAMES))
            features.append(known[at : at + FRAMES].T.astype(np.float32))
            samples.append(wanted[at * HOP : (at + FRAMES) * HOP].astype(np.float32) / np.float32(32768))
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
