"""`residual.joined` for a GPU, in Triton: a program per place of a row."""

import torch
import triton
import triton.language as tl
from torch import Tensor, nn


def launch(hidden: Tensor, change: Tensor, norm: nn.LayerNorm) -> tuple[Tensor, Tensor]:
    """The sum of two [..., width], and that normed."""
    hidden, change = hidden.contiguous(), change.contiguous()
    total, normed = torch.empty_like(hidden), torch.empty_like(hidden)
    width = hidden.shape[-1]
    _join[(hidden.numel() // width,)](
        hidden, change, norm.weight, norm.bias, total, normed, width, norm.eps, block=triton.next_power_of_2(width)
    )
    return total, normed


@triton.jit
def _join(hidden, change, weight, bias, total, normed, width, eps, block: tl.constexpr):
    each = tl.arange(0, block)
    inside, at = each < width, tl.program_id(0) * width + each
    value = tl.load(hidden + at, mask=inside, other=0.0).to(tl.float32)
    value += tl.load(change + at, mask=inside, other=0.0).to(tl.float32)
    tl.store(total + at, value.to(total.dtype.element_ty), mask=inside)
    mean = tl.sum(value, 0) / width
    centred = tl.where(inside, value - mean, 0.0)
    centred *= tl.rsqrt(tl.sum(centred * centred, 0) / width + eps)
    centred *= tl.load(weight + each, mask=inside, other=0.0).to(tl.float32)
    centred += tl.load(bias + each, mask=inside, other=0.0).to(tl.float32)
    tl.store(normed + at, centred.to(normed.dtype.element_ty), mask=inside)
