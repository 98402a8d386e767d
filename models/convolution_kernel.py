"""A convolution of HiFi-GAN's blocks and everything that follows it, in Triton: as many channels out as in, no stride.

A program makes some places of some channels of one row: a product of matrices for each tap and some of the channels
that come in, added up. For such sounds cuDNN 9 chooses, now and then, a kernel that takes 300 times as long.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import triton
import triton.language as tl
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Tile:
    """What one program makes, and with how much of the GPU."""

    places: int
    channels: int
    warps: int
    stages: int


TILES = {128: Tile(128, 128, 4, 3), 64: Tile(128, 64, 4, 3), 32: Tile(128, 32, 4, 3)}
"""For so many channels and more: the fastest of 5 to 10 that were tried for each on an H200."""
BYTES = 128
"""Of the channels of one place that are looked at together."""


def launch(
    sound: Tensor,
    taps: Tensor,
    dilation: int,
    bias: Tensor,
    others: Sequence[Tensor],
    lengths: Tensor | None,
    per_frame: int,
    scale: float,
    kept: bool,
    slope: float | None,
) -> tuple[Tensor, Tensor]:
    """As Between's, of images [rows, channels, 1, time], channels last, and `taps` [width, channels, channels]."""
    rows, channels, _, time = sound.shape
    tile = _tile(channels)
    after = torch.empty_like(sound) if kept else sound
    active = after if slope is None else torch.empty_like(sound)
    first, second = (*others, sound, sound)[:2]
    _convolve[(triton.cdiv(time, tile.places), channels // tile.channels, rows)](
        sound, taps, bias, first, second, sound if lengths is None else lengths, after, active,
        time, time * (len(others) > 0), time * (len(others) > 1), time * kept, time * (slope is not None),
        len(taps), dilation, 0 if lengths is None else per_frame, 0 if len(bias) == 1 else channels,
        scale, slope or 0.0, channels=channels,
        exact=sound.dtype != torch.float32 or not torch.backends.cudnn.allow_tf32,
        places=tile.places, outputs=tile.channels, inputs=min(channels, BYTES // sound.element_size()),
        num_warps=tile.warps, num_stages=tile.stages,
    )  # fmt: skip
    return after, active


def _tile(channels: int) -> Tile:
    """Of `channels`, a power of two."""
    return next((tile for least, tile in TILES.items() if least <= channels), Tile(128, channels, 4, 3))


# What differs between the convolutions of one size is not known when it is compiled, or there would be dozens. Of
# sounds that are not read or not written, so many places as there are.
@triton.jit(do_not_specialize=["to_first", "to_second", "to_after", "to_active", "width", "dilation", "per_frame"])
def _convolve(
    sound, taps, bias, first, second, lengths, after, active, time, to_first, to_second, to_after, to_active,
    width, dilation, per_frame, per_bias, scale, slope, channels: tl.constexpr, exact: tl.constexpr,
    places: tl.constexpr, outputs: tl.constexpr, inputs: tl.constexpr,
):  # fmt: skip
    row, each = tl.program_id(2), tl.arange(0, inputs)
    place = tl.program_id(0) * places + tl.arange(0, places)
    channel = tl.program_id(1) * outputs + tl.arange(0, outputs)
    total = tl.zeros((places, outputs), tl.float32)
    for step in range(width * (channels // inputs)):
        tap, begin = step // (channels // inputs), step % (channels // inputs) * inputs
        source = place + (tap - width // 2) * dilation
        there = (source >= 0) & (source < time)
        given = tl.load(
            sound + (row * time + source)[:, None] * channels + (begin + each)[None, :], mask=there[:, None], other=0.0
        )
        weights = tl.load(taps + (tap * channels + begin + each)[:, None] * channels + channel[None, :])
        total = tl.dot(given, weights, total, input_precision="ieee" if exact else "tf32")
    at, here = (row * time + place)[:, None] * channels + channel[None, :], place[:, None]
    total += tl.load(bias + row * per_bias + channel).to(tl.float32)[None, :]
    total += tl.load(first + at, mask=here < to_first, other=0.0).to(tl.float32)
    total += tl.load(second + at, mask=here < to_second, other=0.0).to(tl.float32)
    end = time if per_frame == 0 else tl.load(lengths + row).to(tl.int32) * per_frame
    total = tl.where(here < end, total * scale, 0.0)
    tl.store(after + at, total.to(after.dtype.element_ty), mask=here < to_after)
    leaky = tl.where(total > 0, total, total * slope)
    tl.store(active + at, leaky.to(active.dtype.element_ty), mask=here < to_active)
