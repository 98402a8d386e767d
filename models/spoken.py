"""Samples on their way from the device to the host, which need not be waited for at once."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was made last when it was `sent`."""

    samples: Tensor
    """int16, in the host's memory."""
    arrived: torch.cuda.Event | None

    @classmethod
    def sent(cls, samples: Tensor) -> "Spoken":
        """Of int16, from the device of this thread's current stream."""
        if not samples.is_cuda:
            return cls(samples, None)
        copied = torch.empty(samples.shape, dtype=samples.dtype, pin_memory=True).copy_(samples, non_blocking=True)
        arrived = torch.cuda.Event()
        arrived.record()
        return cls(copied, arrived)

    @property
    def there(self) -> bool:
        return self.arrived is None or self.arrived.query()

    def pcm(self) -> NDArray[np.int16]:
        """Blocks until they are there."""
        if self.arrived is None:
            return self.samples.numpy()
        self.arrived.synchronize()
        # What is pinned is soon needed again.
        return self.samples.numpy().copy()
