"""What the harness itself was held up by while it measured."""

import asyncio
import gc
import resource
import time
from types import TracebackType
from typing import Self

from benchmarks.load.quantiles import percentiles

TICK_S = 0.01


class Stalls:
    """Watches its event loop and the garbage collector, from entering to leaving.

    A tick that comes late is how late a request would have been noticed. What was made before is kept out of garbage
    collections, which would take the longer the more there is.
    """

    def __init__(self) -> None:
        self._late_ms: list[float] = []
        self._collections_ms: list[float] = []
        self._collecting_s = 0.0

    async def __aenter__(self) -> Self:
        gc.collect()
        gc.freeze()
        gc.callbacks.append(self._collection)
        self._cpu_s = _cpu_s()
        self._ticking = asyncio.create_task(self._tick())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cpu_s = _cpu_s() - self._cpu_s
        self._ticking.cancel()
        gc.callbacks.remove(self._collection)
        gc.unfreeze()

    def figures(self) -> dict[str, object]:
        """When it is over."""
        return {
            "cpu_s": self._cpu_s,
            "stalls_ms": percentiles(self._late_ms),
            "collections": len(self._collections_ms),
            "longest_collection_ms": max(self._collections_ms, default=0.0),
        }

    async def _tick(self) -> None:
        while True:
            due_s = time.monotonic() + TICK_S
            await asyncio.sleep(TICK_S)
            self._late_ms.append((time.monotonic() - due_s) * 1000)

    def _collection(self, phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            self._collecting_s = time.monotonic()
        else:
            self._collections_ms.append((time.monotonic() - self._collecting_s) * 1000)


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
