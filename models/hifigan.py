"""HiFi-GAN, the vocoder of VITS and XTTS: frames to samples, for many rows at once and for stretches of them.

Its layers are those of coqui's `HifiganGenerator` (Kong, Kim and Bae, "HiFi-GAN", 2020); what is ours is the way
through them. A row that is padded to the length of a longer one sounds as it would alone: behind its end every
convolution finds zeros, as it does behind the end of a row that nothing follows.
"""

import math
from collections.abc import Callable, Iterable
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn.functional import leaky_relu
from torch.nn.utils import parametrize

SLOPE = 0.1
"""Of leaky ReLUs, but for the last, which has torch's own."""

Layer = nn.Conv1d | nn.ConvTranspose1d | nn.Conv2d | nn.ConvTranspose2d


class HifiGan:
    """A generator whose weights are folded and frozen, in numbers of `dtype`; `generator` is changed by that.

    As `images` one sample high, in the layout that GPUs have their fastest convolutions for: there is none for sounds.
    """

    def __init__(self, generator: nn.Module, dtype: torch.dtype = torch.float32, *, images: bool = False) -> None:
        fold_weight_norm(generator)
        self._dtype, self._images = dtype, images
        self._pre = self._layer(generator.conv_pre)
        self._ups = [self._layer(up) for up in cast(nn.ModuleList, generator.ups)]
        blocks = [Block(block, self._layer) for block in cast(nn.ModuleList, generator.resblocks)]
        kernels = len(blocks) // len(self._ups)
        self._blocks = [blocks[at : at + kernels] for at in range(0, len(blocks), kernels)]
        self._post = self._layer(generator.conv_post)
        told = getattr(generator, "cond_layer", None)
        self._told = None if told is None else self._layer(told)
        self._told_again = [self._layer(each) for each in getattr(generator, "conds", [])] or [None] * len(self._ups)
        self.hop = math.prod(up.stride[-1] for up in self._ups)
        """Samples per frame."""
        self.reach = self._reach()
        """Frames to either side of its own that a sample depends on."""

    def __call__(self, frames: Tensor, lengths: Tensor | None = None, speaker: Tensor | None = None) -> Tensor:
        """Samples in [-1, 1]: [rows, time * hop], of frames [rows, channels, time] and a speaker each [rows, size, 1].

        `lengths` [rows], in frames: what is behind them counts as silence does, and is zero in the result. None: every
        row fills its time.
        """
        frames, speaker = self._laid_out(frames), None if speaker is None else self._laid_out(speaker)
        mask, per_frame = Mask(frames, lengths), 1
        sound = self._pre(mask(frames, 1))
        sound = mask(sound if self._told is None else sound + self._told(speaker), 1)
        for up, told, blocks in zip(self._ups, self._told_again, self._blocks, strict=True):
            per_frame *= up.stride[-1]
            sound = up(leaky_relu(sound, SLOPE))
            sound = mask(sound if told is None else sound + told(speaker), per_frame)
            sound = torch.stack([block(sound, mask, per_frame) for block in blocks]).mean(0)
        return mask(torch.tanh(self._post(leaky_relu(sound))), per_frame).flatten(1).float()

    def _layer(self, layer: nn.Module) -> Layer:
        convolution = cast(nn.Conv1d | nn.ConvTranspose1d, layer.to(self._dtype))
        return as_image(convolution) if self._images else convolution

    def _laid_out(self, sound: Tensor) -> Tensor:
        sound = sound.to(self._dtype)
        return sound.unsqueeze(2).contiguous(memory_format=torch.channels_last) if self._images else sound

    def _reach(self) -> int:
        """Followed back from the samples of one frame, each rate's first and last place at a time."""
        first, last = 0, self.hop - 1
        first, last = _before(self._post, first, last)
        for up, blocks in zip(self._ups[::-1], self._blocks[::-1], strict=True):
            block = max(blocks, key=Block.width)
            first, last = first - block.width(), last + block.width()
            stride, padding = up.stride[-1], int(up.padding[-1])
            first, last = -((up.kernel_size[-1] - 1 - padding - first) // stride), (last + padding) // stride
        first, last = _before(self._pre, first, last)
        return max(-first, last)


class Block:
    """Residual convolutions; of coqui's two kinds, the first has two to a step and the second has one."""

    def __init__(self, block: nn.Module, layer: Callable[[nn.Module], Layer]) -> None:
        names = ("convs1", "convs2") if hasattr(block, "convs1") else ("convs",)
        layers = [[layer(each) for each in cast(Iterable[nn.Module], getattr(block, name))] for name in names]
        self._steps: list[tuple[Layer, ...]] = list(zip(*layers, strict=True))

    def width(self) -> int:
        """Samples to either side that one depends on."""
        return sum(_half_width(convolution) for step in self._steps for convolution in step)

    def __call__(self, sound: Tensor, mask: "Mask", per_frame: int) -> Tensor:
        for step in self._steps:
            change = sound
            for convolution in step:
                change = mask(convolution(leaky_relu(change, SLOPE)), per_frame)
            sound = change + sound
        return sound


class Mask:
    """Zero behind each row's end, at any number of samples per frame."""

    def __init__(self, frames: Tensor, lengths: Tensor | None) -> None:
        self._lengths, self._time, self._dimensions = lengths, frames.shape[-1], frames.dim()
        self._masks: dict[int, Tensor] = {}

    def __call__(self, sound: Tensor, per_frame: int) -> Tensor:
        if self._lengths is None:
            return sound
        if per_frame not in self._masks:
            places = torch.arange(self._time * per_frame, device=sound.device)
            inside = places < (self._lengths * per_frame)[:, None]
            shape = len(inside), *[1] * (self._dimensions - 2), inside.shape[1]
            self._masks[per_frame] = inside.view(shape).to(sound.dtype)
        return sound * self._masks[per_frame]


def fold_weight_norm(module: nn.Module) -> None:
    """Make plain weights of parametrized ones, which are computed anew at every call otherwise."""
    for part in module.modules():
        if parametrize.is_parametrized(part):
            for name in list(cast(nn.ModuleDict, part.parametrizations)):
                parametrize.remove_parametrizations(part, name)


def as_image(sound: nn.Conv1d | nn.ConvTranspose1d) -> nn.Conv2d | nn.ConvTranspose2d:
    """The same convolution of images that are one sample high."""
    turned = sound.weight.detach()[:, :, None].contiguous(memory_format=torch.channels_last)
    sizes: dict[str, Any] = {
        name: (default, *getattr(sound, name))
        for name, default in (("kernel_size", 1), ("stride", 1), ("padding", 0), ("dilation", 1))
    }
    kind = nn.ConvTranspose2d if isinstance(sound, nn.ConvTranspose1d) else nn.Conv2d
    image = kind(sound.in_channels, sound.out_channels, **sizes, bias=sound.bias is not None, device="meta")
    image.weight, image.bias = nn.Parameter(turned, requires_grad=False), sound.bias
    return image


def _before(convolution: Layer, first: int, last: int) -> tuple[int, int]:
    return first - _half_width(convolution), last + _half_width(convolution)


def _half_width(convolution: Layer) -> int:
    return (convolution.kernel_size[-1] - 1) * convolution.dilation[-1] // 2
