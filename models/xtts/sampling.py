"""Drawing the next code of every row, each by its own settings and with its own numbers.

The order of what changes the probabilities is that of Hugging Face's `generate`, which coqui calls: repetition penalty,
temperature, top-k, top-p.
"""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor

from models.engine import Sampling

DEFAULT = Sampling(temperature=0.75, top_k=50, top_p=0.85, repetition_penalty=10.0)
"""Of coqui's `Xtts.inference`."""
GREEDY = 0.0
"""A temperature at which the likeliest code is taken."""


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
        self._vocabulary = vocabulary
        self._settings = Settings(*(torch.zeros(slots, device=device) for _ in Settings._fields))
        self._seen = torch.zeros(slots, vocabulary.size, dtype=torch.bool, device=device)
        self._numbers = torch.zeros(slots, longest, device=device)
        """Uniform in [0, 1), one for each code of a row."""

    def enter(self, slot: int, sampling: Sampling, seed: int) -> None:
        """A new row; where `sampling` says nothing, DEFAULT does."""
        for field, setting in zip(("temperature", "top_k", "top_p", "repetition_penalty"), self._settings, strict=True):
            value = getattr(sampling, field)
            setting[slot] = getattr(DEFAULT, field) if value is None else value
        self._seen[slot] = False
        # coqui hands `generate` a prompt of ones with the start at its end, which it takes for codes that were said.
        self._seen[slot, [1, self._vocabulary.start]] = True
        numbers = torch.Generator().manual_seed(seed)
        self._numbers[slot] = torch.rand(self._numbers.shape[1], generator=numbers).to(self._numbers.device)

    def move(self, source: int, target: int) -> None:
        for state in (*self._settings, self._seen, self._numbers):
            state[target] = state[source]

    def draw(self, logits: Tensor, made: Tensor) -> Tensor:
        """Codes [rows] out of logits [rows, codes], for rows that have `made` [rows] codes."""
        rows = slice(len(logits))
        settings = Settings(*(setting[rows] for setting in self._settings))
        numbers = self._numbers[rows].gather(1, made[:, None]).squeeze(1)
        codes = choose(logits.float(), self._seen[rows], settings, numbers)
        self._seen[rows].scatter_(1, codes[:, None], value=True)
        return codes


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
