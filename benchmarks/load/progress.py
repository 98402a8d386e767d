"""A line on the terminal that says how a run goes."""

import asyncio
import sys
import time
from types import TracebackType
from typing import Self, TextIO

from benchmarks.load.recording import Recorder

EVERY_S = 0.5


class Progress:
    """From entering to leaving, and only where somebody can see it."""

    def __init__(self, recorder: Recorder, duration_s: float, to: TextIO = sys.stderr) -> None:
        self._recorder = recorder
        self._duration_s = duration_s
        self._to = to
        self._failed = self._seen = 0

    async def __aenter__(self) -> Self:
        self._begun_s = time.monotonic()
        self._showing = asyncio.create_task(self._show()) if self._to.isatty() else None
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._showing:
            self._showing.cancel()
            print("\r\x1b[K", end="", file=self._to, flush=True)

    async def _show(self) -> None:
        while True:
            print(f"\r\x1b[K{self.line()}", end="", file=self._to, flush=True)
            await asyncio.sleep(EVERY_S)

    def line(self) -> str:
        new = self._recorder.finished[self._seen :]
        self._seen += len(new)
        self._failed += sum(recording.error is not None for recording in new)
        passed_s = time.monotonic() - self._begun_s
        return (
            f"{passed_s:.0f} s of {self._duration_s:g} s, {self._seen} done, "
            f"{self._recorder.under_way} under way, {self._failed} failed"
        )
