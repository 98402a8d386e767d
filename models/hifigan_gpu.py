"""HiFi-GAN as a GPU makes it: in halves, and whatever follows a convolution in one kernel, with it where that can be.

Sounds are images that are one sample high, channels last, the layout that GPUs have their fastest convolutions for.
Those are bound by arithmetic, and everything else by memory: bias, residual, ReLU and mask would each read and write
all of a sound.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import mul
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import conv2d, conv_transpose2d, leaky_relu

from models.hifigan import SLOPE, Block, HifiGan, Layer

LAST_SLOPE = 0.01
"""Of the last leaky ReLU, which has torch's own."""
CHANNELS = 8
"""The last convolution makes so many and all but one are thrown away: for one alone cuDNN has nothing fast."""

KERNEL_CHANNELS = {16, 32, 64, 128, 256, 512}
"""That `convolution_kernel` makes products of."""
MOST_NUMBERS = 2**31 - 1
"""Of one sound: kernels count them in 32 bits."""


def vocoder(generator: nn.Module, device: torch.device, dtype: torch.dtype) -> "HifiGan | HifiGanOnGpu":
    """For that device, in numbers of `dtype`; `generator`, which is there, is changed by that."""
    plain = HifiGan(generator)
    return HifiGanOnGpu(plain, dtype) if device.type == "cuda" else plain


class HifiGanOnGpu:
    """What `plain` is, in numbers of `dtype`; `plain` is changed by that."""

    def __init__(self, plain: HifiGan, dtype: torch.dtype) -> None:
        self.hop, self.reach, self._dtype = plain.hop, plain.reach, dtype
        self._pre, self._post = image(plain.pre, dtype), image(plain.post, dtype, CHANNELS)
        self._ups = [image(up, dtype) for up in plain.ups]
        self._blocks = [[_steps(block, dtype) for block in blocks] for blocks in plain.blocks]
        strides = accumulate((up.stride for up in self._ups), mul)
        self._per_frame = max(n * up.bias.shape[1] for n, up in zip(strides, self._ups, strict=True))
        """Numbers of a sound, where it has most."""
        self._told = [None if told is None else told.to(dtype) for told in (plain.told, *plain.told_again)]

    def __call__(self, frames: Tensor, lengths: Tensor | None = None, speaker: Tensor | None = None) -> Tensor:
        """As HifiGan's. Raises torch.OutOfMemoryError also for more rows than its kernels can count."""
        if len(frames) * frames.shape[2] * self._per_frame > MOST_NUMBERS:
            raise torch.OutOfMemoryError(f"{len(frames)} rows of {frames.shape[2]} frames are too many at once.")
        between = Between(lengths)
        sound = frames.to(self._dtype).unsqueeze(2).contiguous(memory_format=torch.channels_last)
        # What is in the padding need not be zero.
        sound, _ = between.joined(sound, torch.zeros_like(sound[:1, :, 0, 0]), kept=True)
        told, *told_again = [_vector(each, speaker, self._dtype) for each in self._told]
        _, active = between(self._pre, sound, told=told, slope=SLOPE)
        for up, blocks, vector in zip(self._ups, self._blocks, told_again, strict=True):
            between.per_frame *= up.stride
            sound, active = between(up, active, told=vector, kept=True, slope=SLOPE)
            active = _mixed(blocks, between, sound, active, SLOPE if up is not self._ups[-1] else LAST_SLOPE)
        made, _ = between(self._post, active, kept=True)
        return torch.tanh(made[:, 0, 0].float())


@dataclass(frozen=True, slots=True)
class Convolution:
    """Of an image that is one sample high."""

    weight: Tensor
    taps: Tensor | None
    """The same [width, channels that come in, channels that come out], if the kernel for those of blocks can do it."""
    bias: Tensor
    """For whoever adds it: [1, channels]"""
    stride: int
    dilation: int
    options: dict[str, Any]
    transposed: bool

    def __call__(self, sound: Tensor) -> Tensor:
        return (conv_transpose2d if self.transposed else conv2d)(sound, self.weight, **self.options)


Steps = Sequence[Sequence[Convolution]]
"""Of a block: convolutions between which there is a residual connection."""


def image(layer: Layer, dtype: torch.dtype, channels: int = 0) -> Convolution:
    """The same convolution, with zeros for those channels that it does not make."""
    weight, bias = layer.weight.detach().to(dtype).unsqueeze(2), layer.bias
    bias = torch.zeros(layer.out_channels) if bias is None else bias.detach()
    missing = max(0, channels - layer.out_channels)
    weight = torch.cat([weight, weight.new_zeros(missing, *weight.shape[1:])])
    return Convolution(
        weight.contiguous(memory_format=torch.channels_last),
        _taps(layer, weight),
        torch.cat([bias, bias.new_zeros(missing)]).to(weight)[None],
        layer.stride[0],
        layer.dilation[0],
        {
            "stride": (1, layer.stride[0]),
            "padding": (0, int(layer.padding[0])),
            "dilation": (1, layer.dilation[0]),
        },
        isinstance(layer, nn.ConvTranspose1d),
    )


def _taps(layer: Layer, weight: Tensor) -> Tensor | None:
    made, given = weight.shape[:2]
    if isinstance(layer, nn.ConvTranspose1d) or layer.stride[0] != 1 or given != made or given not in KERNEL_CHANNELS:
        return None
    return weight.squeeze(2).permute(2, 1, 0).contiguous()


def _steps(block: Block, dtype: torch.dtype) -> Steps:
    return [[image(each, dtype) for each in step] for step in block.steps]


def _vector(told: nn.Module | None, speaker: Tensor | None, dtype: torch.dtype) -> Tensor | float:
    """What is added to every sample of a row: [rows, channels]"""
    if told is None or speaker is None:
        return 0.0
    vector: Tensor = told(speaker.to(dtype))
    return vector.squeeze(2)


class Between:
    """Whatever happens between two convolutions of rows whose `lengths` [rows], in frames, say where zeros begin.

    None: rows fill their time.
    """

    def __init__(self, lengths: Tensor | None) -> None:
        self._lengths, self.per_frame = lengths, 1

    def __call__(
        self,
        convolution: Convolution,
        sound: Tensor,
        *others: Tensor,
        told: Tensor | float = 0.0,
        scale: float = 1.0,
        kept: bool = False,
        slope: float | None = None,
    ) -> tuple[Tensor, Tensor]:
        """`joined` of what the convolution makes of `sound`, its bias and what the speaker adds."""
        bias = convolution.bias + told
        if not sound.is_cuda or convolution.taps is None:
            return self.joined(convolution(sound), bias, *others, scale=scale, kept=kept, slope=slope)
        from models.convolution_kernel import launch  # noqa: PLC0415 - Triton comes with torch for GPUs only

        taps, dilation = convolution.taps, convolution.dilation
        return launch(sound, taps, dilation, bias, others, self._lengths, self.per_frame, scale, kept, slope)

    def joined(
        self,
        made: Tensor,
        bias: Tensor,
        *others: Tensor,
        scale: float = 1.0,
        kept: bool = False,
        slope: float | None = None,
    ) -> tuple[Tensor, Tensor]:
        """The sum of all, times `scale`, if it is to be `kept`, and its leaky ReLU if there is a `slope`."""
        if made.is_cuda:
            from models.hifigan_kernel import launch  # noqa: PLC0415 - Triton comes with torch for GPUs only

            return launch(made, bias, others, self._lengths, self.per_frame, scale, kept, slope)
        total = sum(others, made + bias[:, :, None, None]) * scale
        if self._lengths is not None:
            places = torch.arange(made.shape[3])
            total = total * (places < (self._lengths * self.per_frame)[:, None])[:, None, None]
        return total, total if slope is None else leaky_relu(total, slope)


def _mixed(blocks: Sequence[Steps], between: Between, sound: Tensor, active: Tensor, slope: float) -> Tensor:
    """The mean of all blocks' sounds, as the next convolution wants it."""
    beside: tuple[Tensor, ...] = ()
    for steps in blocks[:-1]:
        last, change, before = _through(steps, between, sound, active)
        beside = (between(last, change, before, *beside, kept=True)[0],)
    last, change, before = _through(blocks[-1], between, sound, active)
    return between(last, change, before, *beside, scale=1 / len(blocks), slope=slope)[1]


def _through(steps: Steps, between: Between, sound: Tensor, active: Tensor) -> tuple[Convolution, Tensor, Tensor]:
    """A block's last convolution, what it is to be done to, and what is still to be added."""
    for *first, last in steps:
        change = active
        for convolution in first:
            _, change = between(convolution, change, slope=SLOPE)
        if last is not steps[-1][-1]:
            sound, active = between(last, change, sound, kept=True, slope=SLOPE)
    return last, change, sound
