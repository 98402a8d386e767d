"""Attention of rows that go one code further: each looks back at its own keys and values, and adds its newest."""

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention


def look_back(taken: Tensor, kept: Tensor, ends: Tensor) -> Tensor:
    """What each row sees: [rows, width].

    `taken`: its queries, keys and values, side by side [rows, 3 * width]; `kept`: keys and values of all slots [2,
    slots, heads, places, size], to which its own are added; `ends`: how many of its places are taken [rows].
    """
    if taken.is_cuda:
        from models.xtts.attention_kernel import launch  # noqa: PLC0415 - Triton comes with torch for GPUs only

        return launch(taken, kept, ends)
    rows, heads, seen = len(taken), kept.shape[2], int(ends.max()) + 1
    queries, keys, values = taken.unflatten(-1, (3, heads, -1)).unbind(1)
    kept[:, torch.arange(rows), :, ends] = torch.stack([keys, values], 1)
    keys, values = kept[:, :rows, :, :seen]
    mask = (torch.arange(seen) <= ends[:, None])[:, None, None]
    return scaled_dot_product_attention(queries[:, :, None], keys, values, attn_mask=mask).flatten(1)
