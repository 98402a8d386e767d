"""`attention.look_back` for a GPU, in Triton: a program per row and head, which reads no place behind its row's end.

The softmax is taken along the way (Milakov and Gimelshein, "Online normalizer calculation for softmax", 2018).
"""

import math

import torch
import triton
import triton.language as tl
from torch import Tensor

BLOCK = 64
"""Places that are looked at together."""


def launch(taken: Tensor, kept: Tensor, ends: Tensor) -> Tensor:
    """[rows, width], of `taken` [rows, 3 * width], `kept` [2, slots, heads, places, size] and `ends` [rows]."""
    rows, (heads, places, size) = len(taken), kept.shape[2:]
    seen = torch.empty(rows, heads * size, dtype=taken.dtype, device=taken.device)
    scale = 1 / math.sqrt(size)
    _look_back[(rows, heads)](
        taken, kept, ends, seen, kept.stride(0), heads, places, scale, size=size, block=BLOCK, num_warps=2
    )
    return seen


@triton.jit
def _look_back(taken, kept, ends, seen, to_values, heads, places, scale, size: tl.constexpr, block: tl.constexpr):
    row, head, each = tl.program_id(0), tl.program_id(1), tl.arange(0, size)
    end = tl.load(ends + row).to(tl.int32)
    own = taken + (row * 3 * heads + head) * size + each
    query = tl.load(own).to(tl.float32) * scale
    key, value = tl.load(own + heads * size), tl.load(own + 2 * heads * size)
    keys = kept + (row * heads + head).to(tl.int64) * places * size
    values = keys + to_values
    tl.store(keys + end * size + each, key)
    tl.store(values + end * size + each, value)
    highest, mixed = tl.sum(query * key.to(tl.float32), 0), value.to(tl.float32)
    total = tl.full((), 1.0, tl.float32)
    for start in range(0, end, block):
        place = start + tl.arange(0, block)
        at, before = place[:, None] * size + each[None, :], (place < end)[:, None]
        # Both are asked for before either is needed: what takes time is memory.
        asked = tl.load(keys + at, mask=before, other=0.0).to(tl.float32)
        looked_at = tl.load(values + at, mask=before, other=0.0).to(tl.float32)
        score = tl.sum(asked * query[None, :], 1)
        score = tl.where(place < end, score, float("-inf"))
        higher = tl.maximum(highest, tl.max(score, 0))
        share, shrunk = tl.exp(score - higher), tl.exp(highest - higher)
        mixed = mixed * shrunk + tl.sum(share[:, None] * looked_at, 0)
        total = total * shrunk + tl.sum(share, 0)
        highest = higher
    tl.store(seen + (row * heads + head) * size + each, (mixed / total).to(seen.dtype.element_ty))
