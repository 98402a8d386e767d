"""HiFi-GAN, the vocoder of VITS and XTTS: frames to samples, for many rows at once and for stretches of them.

Its layers are those of coqui's `HifiganGenerator` (Kong, Kim and Bae, "HiFi-GAN", 2020); what is ours is the way
through them. A row that is padded to the length of a longer one sounds as it would alone: behind its end every
convolution finds zeros, as it does behind the end of a row that nothing follows.
"""

import math
from collections.abc import Iterable
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn.functional import leaky_relu
from torch.nn.utils import parametrize

SLOPE = 0.1
"""Of leaky ReLUs, but for the last, which has torch's own."""


Layer = nn.Conv1d | nn.ConvTranspose1d


class HifiGan:
    """A generator whose weights are folded and frozen; `generator` is changed by that."""

    def __init__(self, generator: nn.Module) -> None:
        self.pre = cast(nn.Conv1d, generator.conv_pre)
        self.ups = [cast(nn.ConvTranspose1d, up) for up in cast(nn.ModuleList, generator.ups)]
        blocks = [Block(block) for block in cast(nn.ModuleList, generator.resblocks)]
        kernels = len(blocks) // len(self.ups)
        self.blocks = [blocks[at : at + kernels] for at in range(0, len(blocks), kernels)]
        self.post = cast(nn.Conv1d, generator.conv_post)
        self.told: nn.Module | None = getattr(generator, "cond_layer", None)
        self.told_again: list[nn.Module | None] = list(getattr(generator, "conds", [None] * len(self.ups)))
        fold_weight_norm(generator)
        self.hop = math.prod(up.stride[0] for up in self.ups)
        """Samples per frame."""
        self.reach = self._reach()
        """Frames to either side of its own that a sample depends on."""

    def __call__(self, frames: Tensor, lengths: Tensor | None = None, speaker: Tensor | None = None) -> Tensor:
        """Samples in [-1, 1]: [rows, time * hop], of frames [rows, channels, time] and a speaker each [rows, size, 1].

        `lengths` [rows], in frames: what is behind them counts as silence does, and is zero in the result. None: every
        row fills its time.
        """
        mask, per_frame = Mask(frames, lengths), 1
        sound = self.pre(mask(frames, 1))
        sound = mask(sound if self.told is None else sound + self.told(speaker), 1)
        for up, told, blocks in zip(self.ups, self.told_again, self.blocks, strict=True):
            per_frame *= up.stride[0]
            sound = up(leaky_relu(sound, SLOPE))
            sound = mask(sound if told is None else sound + told(speaker), per_frame)
            sound = torch.stack([block(sound, mask, per_frame) for block in blocks]).mean(0)
        return mask(torch.tanh(self.post(leaky_relu(sound))), per_frame).squeeze(1)

    def _reach(self) -> int:
        """Followed back from the samples of one frame, each rate's first and last place at a time."""
        first, last = 0, self.hop - 1
        first, last = _before(self.post, first, last)
        for up, blocks in zip(self.ups[::-1], self.blocks[::-1], strict=True):
            block = max(blocks, key=Block.width)
            first, last = first - block.width(), last + block.width()
            stride, padding = up.stride[0], int(up.padding[0])
            first, last = -((up.kernel_size[0] - 1 - padding - first) // stride), (last + padding) // stride
        first, last = _before(self.pre, first, last)
        return max(-first, last)


class Block:
    """Residual convolutions; of coqui's two kinds, the first has two to a step and the second has one."""

    def __init__(self, block: nn.Module) -> None:
        names = ("convs1", "convs2") if hasattr(block, "convs1") else ("convs",)
        layers = [cast(Iterable[nn.Conv1d], getattr(block, name)) for name in names]
        self.steps: list[tuple[nn.Conv1d, ...]] = list(zip(*layers, strict=True))

    def width(self) -> int:
        """Samples to either side that one depends on."""
        return sum(_half_width(convolution) for step in self.steps for convolution in step)

    def __call__(self, sound: Tensor, mask: "Mask", per_frame: int) -> Tensor:
        for step in self.steps:
            change = sound
            for convolution in step:
                change = mask(convolution(leaky_relu(change, SLOPE)), per_frame)
            sound = change + sound
        return sound


class Mask:
    """Zero behind each row's end, at any number of samples per frame."""

    def __init__(self, frames: Tensor, lengths: Tensor | None) -> None:
        self._lengths, self._time = lengths, frames.shape[2]
        self._masks: dict[int, Tensor] = {}

    def __call__(self, sound: Tensor, per_frame: int) -> Tensor:
        if self._lengths is None:
            return sound
        if per_frame not in self._masks:
            places = torch.arange(self._time * per_frame, device=sound.device)
            inside = places < (self._lengths * per_frame)[:, None]
            self._masks[per_frame] = inside[:, None].to(sound.dtype)
        return sound * self._masks[per_frame]


def fold_weight_norm(module: nn.Module) -> None:
    """Make plain weights of parametrized ones, which are computed anew at every call otherwise."""
    for part in module.modules():
        if parametrize.is_parametrized(part):
            for name in list(cast(nn.ModuleDict, part.parametrizations)):
                parametrize.remove_parametrizations(part, name)


def _before(convolution: nn.Conv1d, first: int, last: int) -> tuple[int, int]:
    return first - _half_width(convolution), last + _half_width(convolution)


def _half_width(convolution: nn.Conv1d) -> int:
    return (convolution.kernel_size[0] - 1) * convolution.dilation[0] // 2
