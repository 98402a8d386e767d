"""Moves: rows that take the slots of those that left, so that rows stand side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import torch
from torch import Tensor

from models.device import sent


@dataclass(frozen=True, slots=True)
class Moves:
    """From one slot to another each; none is both."""

    pairs: Sequence[tuple[int, int]]
    sources: Tensor
    """[rows], as targets are"""
    targets: Tensor

    @classmethod
    def of(cls, pairs: Sequence[tuple[int, int]], device: torch.device) -> Self:
        sources, targets = sent(np.array(pairs).T, device)
        return cls(pairs, sources, targets)

    def within(self, state: Tensor) -> None:
        """Of something that each slot has: [slots, ...]"""
        state[self.targets] = state[self.sources]
