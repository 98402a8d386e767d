"""Graphs: what a GPU does for one shape, recorded once and then started as a whole.

A step of a model is hundreds of small kernels, and to start them one by one takes longer than they run.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

Work = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Recording:
    """Of work on tensors of one shape."""

    graph: torch.cuda.CUDAGraph
    inputs: list[Tensor]
    """What it reads in place of what it is given."""
    result: Any


class Graphs:
    """Runs work on `device`: on a GPU from a recording (CUDA graphs), on a CPU as it is. For one thread at a time.

    `urgent` work goes first where a GPU has several things to do.
    """

    def __init__(self, device: torch.device, *, urgent: bool = False) -> None:
        self._on_gpu = device.type == "cuda"
        self._recordings: dict[tuple[object, ...], Recording] = {}
        self._pool = torch.cuda.graph_pool_handle() if self._on_gpu else None
        """Memory for what any recording needs meanwhile: they never run at the same time."""
        self._stream = torch.cuda.Stream(priority=-1 if urgent else 0) if self._on_gpu else None
        """That is recorded from; work has its priority."""

    def __call__(self, work: Work, *given: int | Tensor | None) -> Any:
        """What `work(*given)` returns, which holds until the same work is done again on tensors of the same shapes.

        `work` neither waits for the device nor takes anything from the host but the numbers; what else it reads and
        writes stays where it is. Raises what it raises, the first time.
        """
        if not self._on_gpu:
            return work(*given)
        key = work, *((each.shape, each.dtype) if isinstance(each, Tensor) else each for each in given)
        if (recording := self._recordings.get(key)) is None:
            # For real, which also has the libraries choose their kernels: that cannot be recorded.
            result = work(*given)
            self._recordings[key] = self._recorded(work, given)
            return result
        for mine, each in zip(recording.inputs, _tensors(given), strict=True):
            mine.copy_(each)
        recording.graph.replay()
        return recording.result

    def _recorded(self, work: Work, given: Sequence[int | Tensor | None]) -> Recording:
        """Recording runs nothing. Other threads may use the device meanwhile."""
        inputs = [each.clone() if isinstance(each, Tensor) else each for each in given]
        graph = torch.cuda.CUDAGraph()
        torch.cuda.synchronize()
        with torch.cuda.stream(self._stream):
            graph.capture_begin(pool=self._pool, capture_error_mode="thread_local")
            try:
                result = work(*inputs)
            finally:
                graph.capture_end()
        return Recording(graph, _tensors(inputs), result)


def room_for(number: int, most: int) -> int:
    """The least of 1, 2, 4, 8, 16, 32, 48, 64, 96, 128, 192... that holds so many, at most `most`: there are few."""
    size = 1
    while size < number:
        size = size * 2 if size < 32 else size * 3 // 2 if size & (size - 1) == 0 else size * 4 // 3
    return min(size, most)


def _tensors(given: Sequence[int | Tensor | None]) -> list[Tensor]:
    return [each for each in given if isinstance(each, Tensor)]
