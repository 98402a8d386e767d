"""Drawing the next code of every row, each by its own settings and with its own numbers.

The order of what changes the probabilities is that of Hugging Face's `generate`, which coqui calls: repetition penalty,
temperature, top-k, top-p.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from models.device import sent
from models.engine import Sampling
from models.xtts.moves import Moves

DEFAULT = Sampling(temperature=0.75, top_k=50, top_p=0.85, repetition_penalty=10.0)
"""Of coqui's `Xtts.inference`."""
GREEDY = 0.0
"""A temperature at which the likeliest code is taken."""

SETTINGS = "temperature", "top_k", "top_p", "repetition_penalty"
"""Of Sampling, in the order of Settings."""


class Settings(NamedTuple):
    """Per row: [rows]"""

    temperature: Tensor
    top_k: Tensor
    top_p: Tensor
    penalty: Tensor


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Codes that are no sound, and how many there are."""

    size: int
    start: int
    stop: int


class Sampler:
    """What `slots` rows draw with. `longest`: codes of the longest row."""

    def __init__(self, vocabulary: Vocabulary, slots: int, longest: int, device: torch.device) -> None:
        self._device = device
        self._settings = torch.zeros(len(Settings._fields), slots, device=device)
        self._seen = torch.zeros(slots, vocabulary.size, dtype=torch.bool, device=device)
        self._seen_at_first = torch.zeros(vocabulary.size, dtype=torch.bool, device=device)
        # coqui hands `generate` a prompt of ones with the start at its end, which it takes for codes that were said.
        self._seen_at_first[[1, vocabulary.start]] = True
        self._numbers = torch.zeros(slots, longest, device=device)
        """Uniform in [0, 1), one for each code of a row."""

    def enter(self, slot: int, rows: Sequence[tuple[Sampling, int]]) -> None:
        """New rows from `slot` on, by settings and seed; where a setting says nothing, DEFAULT does."""
        new, longest = slice(slot, slot + len(rows)), self._numbers.shape[1]
        settings = np.array([[_told(sampling, name) for sampling, _ in rows] for name in SETTINGS], np.float32)
        numbers = [torch.rand(longest, generator=torch.Generator().manual_seed(seed)) for _, seed in rows]
        self._settings[:, new] = sent(settings, self._device)
        self._numbers[new] = sent(torch.stack(numbers).numpy(), self._device)
        self._seen[new] = self._seen_at_first

    def move(self, moves: Moves) -> None:
        for state in (self._settings.T, self._seen, self._numbers):
            moves.within(state)

    def draw(self, logits: Tensor, made: Tensor) -> Tensor:
        """Codes [rows] out of logits [rows, codes], for rows that have `made` [rows] codes."""
        rows = slice(len(logits))
        settings = Settings(*self._settings[:, rows])
        numbers = self._numbers[rows].gather(1, made[:, None]).squeeze(1)
        codes = choose(logits.float(), self._seen[rows], settings, numbers)
        self._seen[rows].scatter_(1, codes[:, None], value=True)
        return codes


def _told(sampling: Sampling, name: str) -> float:
    value = getattr(sampling, name)
    return float(getattr(DEFAULT, name) if value is None else value)


def choose(logits: Tensor, seen: Tensor, settings: Settings, numbers: Tensor) -> Tensor:
    """Codes [rows] of logits and `seen` [rows, codes], by one uniform number per row."""
    penalty = settings.penalty[:, None]
    penalized = torch.where(seen, torch.where(logits < 0, logits * penalty, logits / penalty), logits)
    ordered, order = penalized.sort(descending=True, stable=True)
    kept = probabilities(ordered, settings).cumsum(-1)
    place = (kept <= numbers[:, None] * kept[:, -1:]).sum(-1).clamp(max=logits.shape[1] - 1)
    place = place.where(settings.temperature > GREEDY, 0)
    return order.gather(-1, place[:, None]).squeeze(-1)


def probabilities(ordered: Tensor, settings: Settings) -> Tensor:
    """Of what temperature, top-k (0: all) and top-p leave over, [rows, codes], the likeliest first."""
    warm = ordered / settings.temperature.clamp(min=1e-6)[:, None]
    ranks = torch.arange(ordered.shape[1], device=ordered.device)
    top_k = settings.top_k.where(settings.top_k > 0, ordered.shape[1])[:, None]
    shares = warm.masked_fill(ranks >= top_k, -torch.inf).softmax(-1)
    # A code stays where the codes down from it are more than what may be cut off; the likeliest always does.
    tail = shares.flip(-1).cumsum(-1).flip(-1)
    return shares.masked_fill((tail <= 1 - settings.top_p[:, None]) & (ranks > 0), 0)
