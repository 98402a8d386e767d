"""What a device can do at best, measured: memory bandwidth by copying, arithmetic by multiplying matrices."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import torch

from benchmarks.engines.subject import Demand

SIZES = {"cpu": (2**24, 1024), "cuda": (2**28, 8192)}
"""Numbers that are copied, well beyond any cache, and rows of the matrices."""
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Roofline:
    """In what engines compute in: halves on a GPU, and float32 on a CPU."""

    bytes_per_s: float
    """Reading and writing counted."""
    flop_per_s: float

    def audio_s_per_s(self, demand: Demand) -> float:
        """The most that could be made of it: whichever of the two is used up first."""
        return 1 / max(demand.flop / self.flop_per_s, demand.bytes / self.bytes_per_s)


def measured(device: str) -> Roofline:
    """The best of five rounds."""
    numbers, rows = SIZES[device]
    dtype = torch.float16 if device == "cuda" else torch.float32
    source, matrix = torch.rand(numbers, device=device), torch.rand(rows, rows, device=device, dtype=dtype)
    target, product = torch.empty_like(source), torch.empty_like(matrix)
    return Roofline(
        bytes_per_s=2 * source.nbytes / _seconds(lambda: target.copy_(source), device),
        flop_per_s=2 * rows**3 / _seconds(lambda: torch.matmul(matrix, matrix, out=product), device),
    )


def _seconds(work: Callable[[], object], device: str) -> float:
    taken = []
    for _ in range(ROUNDS + 1):  # the first prepares
        begun = time.perf_counter()
        work()
        if device == "cuda":
            torch.cuda.synchronize()
        taken.append(time.perf_counter() - begun)
    return min(taken[1:])
