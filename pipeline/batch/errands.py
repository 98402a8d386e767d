"""Errands: what has to be done from time to time, by one worker of all."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

log = logging.getLogger("ray.serve")


@dataclass(slots=True)
class Errand:
    """Is run every `every_s` seconds, never twice at the same time."""

    name: str
    every_s: float
    run: Callable[[], Awaitable[None]]
    due_at: float = 0.0
    """On the clock."""
    task: asyncio.Task[None] | None = None


class Errands:
    """What one of them raises is for the log, and it is run again when its time comes."""

    def __init__(self, *errands: Errand, clock: Callable[[], float] = time.monotonic) -> None:
        self._errands, self._clock = errands, clock

    def run_due(self) -> None:
        """Begin those whose time has come."""
        for errand in self._errands:
            if errand.due_at <= self._clock() and (errand.task is None or errand.task.done()):
                errand.due_at = self._clock() + errand.every_s
                errand.task = asyncio.create_task(self._run(errand))

    async def _run(self, errand: Errand) -> None:
        try:
            await errand.run()
        except Exception as error:
            log.warning("%s failed, and will be tried again: %r", errand.name, error)
