"""The text's half: symbols to features, frame by frame, and how long each symbol lasts."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from TTS.tts.models.vits import Vits

from models.training.dataset import Dataset, Example
from models.training.features import BREATH, COSINE, MEL, PITCH, SINE, TOLD, VOICED, Scale
from models.training.loop import Schedule, Training, half, shuffled
from models.training.network import expanded, lay_noise, make
from models.training.speech import NOISE

FRAMES = 2400
"""About, in a batch."""
SHORTER = 0.5
"""Frames that players add to each symbol on the average, by rounding up."""
WEIGHTS = {"mel": 1.0, "change": 0.5, "voice": 0.5, "phase": 1.0, "breath": 0.3, "noise": 0.5, "length": 1.0}


def train(dataset: Dataset, scale: Scale, path: Path, minutes: float) -> None:
    """Learn for so many minutes in all, from what `path` holds on."""
    torch.manual_seed(0)
    model = make()
    training = Training(modules(model), Schedule(minutes, 1.5e-3, (0.9, 0.98), 1e-2, 1.0), path)
    batches = batched(dataset, seed=0)
    model.train()
    training.run(lambda: losses(model, next(batches), scale), after_step=lambda: lay_noise(model.text_encoder.proj))


def modules(model: Vits) -> dict[str, nn.Module]:
    return {name: getattr(model, name) for name in ("text_encoder", "flow", "duration_predictor")}


def batched(dataset: Dataset, seed: int) -> Iterator[list[Example]]:
    """Examples of about the same length, some 2,400 frames together."""
    order = shuffled(len(dataset.examples), seed)
    while True:
        pool = sorted((dataset.examples[n] for n in islice(order, 256)), key=lambda each: len(each.told))
        batches: list[list[Example]] = [[]]
        for example in pool:
            if batches[-1] and (len(batches[-1]) + 1) * len(example.told) > FRAMES:
                batches.append([])
            batches[-1].append(example)
        yield from (batches[n] for n in np.random.default_rng(seed).permutation(len(batches)))


def losses(model: Vits, batch: Sequence[Example], scale: Scale) -> dict[str, Tensor]:
    numbers = _padded([torch.from_numpy(each.numbers.astype(np.int64)) for each in batch])
    lasting = _padded([torch.from_numpy(each.lasting.astype(np.int64)) for each in batch])
    lengths = torch.tensor([len(each.numbers) for each in batch])
    frames = torch.tensor([len(each.told) for each in batch])
    wanted = _padded([torch.from_numpy(scaled(each.told, scale)) for each in batch]).transpose(1, 2)
    mask = (torch.arange(wanted.shape[2]) < frames[:, None])[:, None].float()

    noise = torch.randn(len(batch), NOISE, wanted.shape[2])
    with half():
        hidden, mean, _, text_mask = model.text_encoder(numbers, lengths)
        made = features(model, mean, lasting, noise, mask)
        logarithms = model.duration_predictor(hidden.detach(), text_mask).float()
    return {
        **told_losses(made, wanted, mask),
        "noise": WEIGHTS["noise"] * _mean((made[:, TOLD:] - noise) ** 2, mask),
        "length": WEIGHTS["length"] * length_loss(logarithms, lasting, text_mask),
    }


def features(model: Vits, mean: Tensor, lasting: Tensor, noise: Tensor, mask: Tensor) -> Tensor:
    """[batch, channels, frames]; `mean`: of each symbol, `noise`: [batch, 27, frames]."""
    prior = expanded(mean, lasting)[:, :TOLD]
    made: Tensor = model.flow(torch.cat([prior, noise.to(prior.dtype)], 1) * mask, mask, reverse=True)
    return made.float()


def made(model: Vits, example: Example) -> NDArray[np.float32]:
    """[frames, channels] of that sentence with the durations and the noise that it has."""
    numbers = torch.from_numpy(example.numbers.astype(np.int64))[None]
    lasting = torch.from_numpy(example.lasting.astype(np.int64))[None]
    noise = torch.from_numpy(example.noise.astype(np.float32).T)[None]
    with torch.inference_mode():
        _, mean, _, _ = model.text_encoder(numbers, torch.tensor([numbers.shape[1]]))
        rows = features(model, mean, lasting, noise, torch.ones(1, 1, noise.shape[2]))[0].T
    return np.asarray(rows, np.float32)


def told_losses(made: Tensor, wanted: Tensor, mask: Tensor) -> dict[str, Tensor]:
    """[batch, channels, frames]"""
    mel = made[:, MEL] - wanted[:, MEL]
    both = mask[:, :, 1:] * mask[:, :, :-1]
    voiced = (wanted[:, VOICED : VOICED + 1] > 0) * mask
    phase, voice = [COSINE, SINE], [VOICED, PITCH]
    return {
        "mel": WEIGHTS["mel"] * _mean(mel.abs() + 0.5 * mel**2, mask),
        "change": WEIGHTS["change"] * _mean(mel.diff(dim=2).abs(), both),
        "voice": WEIGHTS["voice"] * _mean((made[:, voice] - wanted[:, voice]) ** 2, mask),
        "phase": WEIGHTS["phase"] * _mean((made[:, phase] - wanted[:, phase]) ** 2, voiced),
        "breath": WEIGHTS["breath"] * _mean((made[:, BREATH : BREATH + 1] - wanted[:, BREATH : BREATH + 1]) ** 2, mask),
    }


def length_loss(logarithms: Tensor, lasting: Tensor, mask: Tensor) -> Tensor:
    """Of each symbol, and of the whole, which logarithms alone would make too short."""
    known = mask.bool() & (lasting[:, None] > 0)
    wanted = (lasting[:, None] - SHORTER).clamp(min=0.1)
    each = functional.mse_loss(logarithms[known], wanted.log()[known])
    whole = ((logarithms.exp() - wanted) * known).sum((1, 2)).abs() / known.sum((1, 2))
    return each + 0.1 * whole.mean()


def scaled(told: NDArray[np.float32], scale: Scale) -> NDArray[np.float32]:
    """With mel bands of mean 0 and deviation 1."""
    return np.concatenate([(told[:, MEL] - scale.mean) / scale.deviation, told[:, MEL.stop :]], 1).astype(np.float32)


def _padded(rows: Sequence[Tensor]) -> Tensor:
    return pad_sequence(list(rows), batch_first=True)


def _mean(values: Tensor, mask: Tensor) -> Tensor:
    return (values * mask).sum() / (mask.sum() * values.shape[1]).clamp(min=1)
