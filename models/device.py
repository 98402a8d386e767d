"""The device that an engine of torch runs on, and how much of its memory."""

import os
import shutil

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.errors import EngineUnavailable

COMPILERS = os.environ.get("CC", "gcc"), "gcc", "clang"
"""That Triton looks for."""


def device(engine: str, name: str, memory_fraction: float | None = None) -> torch.device:
    """Of "cpu", "cuda", "cuda:N" or "auto", a GPU where there is one; this process takes that share of its memory.

    Raises EngineUnavailable when it is not there, ValueError when it is none or `memory_fraction` no share.
    """
    if memory_fraction is not None and not 0 < memory_fraction <= 1:
        raise ValueError(
            f"memory_fraction is a share of the GPU's memory, above 0 and at most 1, not {memory_fraction}."
        )
    there_is = "cuda" if torch.cuda.is_available() else "cpu"
    chosen = _named(there_is if name == "auto" else name)
    if chosen.type == "cuda" and (chosen.index or 0) >= torch.cuda.device_count():
        raise EngineUnavailable(engine, f"there is no device '{name}' here; write `device: auto` or `device: cpu`.")
    if chosen.type == "cuda" and not any(map(shutil.which, COMPILERS)):
        raise EngineUnavailable(engine, "on a GPU its kernels are compiled at start, with a C compiler: install gcc.")
    if chosen.type == "cuda" and memory_fraction is not None:
        torch.cuda.set_per_process_memory_fraction(memory_fraction, chosen.index or 0)  # it takes no "cuda" without
    return chosen


def numbers(device: torch.device, precision: str) -> torch.dtype:
    """What to compute in: "float32", "float16" or, by "auto", halves on a GPU. Raises ValueError for anything else."""
    if precision not in ("auto", "float32", "float16"):
        raise ValueError(f"There is no precision '{precision}'; write auto, float32 or float16.")
    half = device.type == "cuda" if precision == "auto" else precision == "float16"
    return torch.float16 if half else torch.float32


def sent(numbers: NDArray[np.generic], device: torch.device) -> Tensor:
    """On the device, without waiting for what it is doing, as a copy from any but pinned memory does."""
    here = torch.from_numpy(numbers)
    return here if device.type == "cpu" else here.pin_memory().to(device, non_blocking=True)


def _named(name: str) -> torch.device:
    try:
        chosen = torch.device(name)
    except RuntimeError:
        chosen = torch.device("meta")
    if chosen.type not in ("cpu", "cuda"):
        raise ValueError(f"There is no device '{name}'; write auto, cpu, cuda or cuda:N.")
    return chosen
