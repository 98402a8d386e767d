"""What stands between a decoder's products: residual connection and layer norm, and the bend of its inner layer."""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu


def joined(hidden: Tensor, change: Tensor, norm: nn.LayerNorm) -> tuple[Tensor, Tensor]:
    """Their sum, and that normed: [..., width] each."""
    if hidden.is_cuda:
        from models.xtts.residual_kernel import launch  # noqa: PLC0415 - Triton comes with torch for GPUs only

        return launch(hidden, change, norm)
    total = hidden + change
    return total, norm(total)


def widened(normed: Tensor, product: Any) -> Tensor:
    """GELU (tanh) of GPT-2's first product of a layer's own network, a `Conv1D` of transformers: [..., 4 * width]"""
    if normed.is_cuda:
        # cuBLAS adds the bias and bends in the same kernel.
        flat = torch._addmm_activation(product.bias, normed.flatten(0, -2), product.weight, use_gelu=True)  # noqa: SLF001
        return flat.view(*normed.shape[:-1], -1)
    return gelu(product(normed), approximate="tanh")
