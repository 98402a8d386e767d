"""What both halves' training shares: steps under a schedule until the time is up, and going on where one left off."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

WARM_UP = 200
SAVE_S = 60
SHOW = 50

Loss = Callable[[], dict[str, torch.Tensor]]
"""One batch: terms by name, whose sum is minimised."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """AdamW under a cosine, which ends with the time: what a machine can do in it differs."""

    minutes: float
    rate: float
    betas: tuple[float, float]
    weight_decay: float
    clip: float


class Training:
    """Parameters of `modules` and their optimizer, kept in one file."""

    def __init__(self, modules: dict[str, nn.Module], schedule: Schedule, path: Path) -> None:
        self._modules, self._schedule, self._path = nn.ModuleDict(modules), schedule, path
        self._optimizer = torch.optim.AdamW(
            self._modules.parameters(), schedule.rate, schedule.betas, weight_decay=schedule.weight_decay
        )
        self._steps, self._spent_s = 0, 0.0
        if path.exists():
            self._restore(torch.load(path, weights_only=True))
            print(f"{path.name} goes on from step {self._steps}", flush=True)

    def run(self, loss: Loss, after_step: Callable[[], None] = lambda: None) -> None:
        """Until the schedule's time is spent, earlier runs included."""
        begun, saved = time.monotonic() - self._spent_s, time.monotonic()
        while self._spent_s < 60 * self._schedule.minutes:
            terms = loss()
            self._step(sum(terms.values(), torch.zeros(())))
            after_step()
            self._spent_s = time.monotonic() - begun
            if self._steps % SHOW == 0:
                shown = " ".join(f"{name} {value.item():.3f}" for name, value in terms.items())
                print(f"{self._spent_s / 60:6.1f} min  step {self._steps:6}  {shown}", flush=True)
            if time.monotonic() - saved > SAVE_S:
                self._save()
                saved = time.monotonic()
        self._save()

    def _step(self, total: torch.Tensor) -> None:
        self._steps += 1
        for group in self._optimizer.param_groups:
            group["lr"] = self._rate()
        self._optimizer.zero_grad(set_to_none=True)
        total.backward()
        nn.utils.clip_grad_norm_(self._modules.parameters(), self._schedule.clip)
        self._optimizer.step()

    def _rate(self) -> float:
        part = min(self._spent_s / (60 * self._schedule.minutes), 1)
        cosine = 0.5 * (1 + float(torch.cos(torch.tensor(part * torch.pi))))
        return self._schedule.rate * min(self._steps / WARM_UP, 1) * (0.02 + 0.98 * cosine)

    def _save(self) -> None:
        state = {
            "modules": self._modules.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "steps": self._steps,
            "spent_s": float(self._spent_s),
        }
        unfinished = self._path.with_suffix(".part")
        torch.save(state, unfinished)
        unfinished.replace(self._path)

    def _restore(self, state: dict[str, Any]) -> None:
        self._modules.load_state_dict(state["modules"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._steps, self._spent_s = state["steps"], state["spent_s"]


def trained(path: Path, modules: dict[str, nn.Module]) -> None:
    """Load what a training has left. Raises FileNotFoundError."""
    nn.ModuleDict(modules).load_state_dict(torch.load(path, weights_only=True)["modules"])


def half() -> torch.autocast:
    """Bfloat16 where the processor has it: elsewhere it is emulated, and forty times as slow as float32."""
    return torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported())  # noqa: SLF001 - no public way


def shuffled(count: int, seed: int) -> Iterator[int]:
    """Every number below `count`, over and over, each time in another order."""
    generator = torch.Generator().manual_seed(seed)
    while True:
        yield from torch.randperm(count, generator=generator).tolist()
