"""`hifigan_gpu.Between` in Triton: everything between two convolutions, one number at a time, in one pass."""

from collections.abc import Sequence

import torch
import triton
import triton.language as tl
from torch import Tensor

BLOCK = 1024


def launch(
    made: Tensor,
    bias: Tensor,
    others: Sequence[Tensor],
    lengths: Tensor | None,
    per_frame: int,
    scale: float,
    kept: bool,
    slope: float | None,
) -> tuple[Tensor, Tensor]:
    """As Between's, of images [rows, channels, 1, time], channels last. What is not wanted stands for what is."""
    made = made.contiguous(memory_format=torch.channels_last)
    channels, total = made.shape[1], made.numel()
    after = torch.empty_like(made) if kept else made
    active = after if slope is None else torch.empty_like(made)
    first, second = (*others, made, made)[:2]
    _join[(triton.cdiv(total, BLOCK),)](
        made, bias, first, second, made if lengths is None else lengths, after, active, total, channels,
        total // len(made), per_frame, 0 if len(bias) == 1 else channels, scale, slope or 0.0,
        others=len(others), ends=lengths is not None, kept=kept, activated=slope is not None, block=BLOCK,
    )  # fmt: skip
    return after, active


@triton.jit
def _join(
    made, bias, first, second, lengths, after, active, total, channels, per_row, per_frame, per_bias, scale, slope,
    others: tl.constexpr, ends: tl.constexpr, kept: tl.constexpr, activated: tl.constexpr, block: tl.constexpr,
):  # fmt: skip
    at = tl.program_id(0) * block + tl.arange(0, block)
    inside = at < total
    row, channel = at // per_row, at % channels
    value = tl.load(made + at, mask=inside).to(tl.float32)
    value += tl.load(bias + row * per_bias + channel, mask=inside).to(tl.float32)
    if others > 0:
        value += tl.load(first + at, mask=inside).to(tl.float32)
    if others > 1:
        value += tl.load(second + at, mask=inside).to(tl.float32)
    value *= scale
    if ends:
        end = tl.load(lengths + row, mask=inside).to(tl.int32) * per_frame
        value = tl.where((at % per_row) // channels < end, value, 0.0)
    if kept:
        tl.store(after + at, value.to(after.dtype.element_ty), mask=inside)
    if activated:
        leaky = tl.where(value > 0, value, value * slope)
        tl.store(active + at, leaky.to(active.dtype.element_ty), mask=inside)
