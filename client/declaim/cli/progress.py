"""Progress: how far a batch is, as one line that is drawn again on a terminal, and as a line now and then elsewhere."""

import shutil
import time
from collections.abc import Callable
from typing import TextIO

from declaim.batches import Batch

WIDTH = 20
"""Of the bar, in characters."""

LINE_EVERY_S = 10.0
"""Seconds between two lines where nothing can be drawn again."""

ERASE = "\r\x1b[K"


class Progress:
    """Shows one batch. `clock` gives seconds."""

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._out, self._clock = out, clock
        self._drawn = False
        self._next_s = clock()

    def show(self, batch: Batch) -> None:
        if self._out.isatty():
            columns = shutil.get_terminal_size().columns - 1
            self._out.write(f"{ERASE}{f'{bar(batch)} {told(batch)}'[:columns]}")
            self._out.flush()
            self._drawn = True
        elif self._clock() >= self._next_s:
            self._next_s = self._clock() + LINE_EVERY_S
            print(f"{batch.id}: {told(batch)}", file=self._out, flush=True)

    def close(self) -> None:
        """What was drawn makes way for what is printed next."""
        if self._drawn:
            self._out.write(ERASE)
            self._out.flush()


def bar(batch: Batch) -> str:
    """By characters, as items are not of one length."""
    done, total = batch.progress.characters, batch.progress.total_characters
    filled = min(WIDTH, WIDTH * done // total) if total else 0
    return f"[{'#' * filled:-<{WIDTH}}]"


def told(batch: Batch) -> str:
    """All of it in words."""
    counts, progress = batch.request_counts, batch.progress
    parts = [
        batch.status.replace("_", " "),
        f"{counts.completed + counts.failed} of {counts.total} items",
        f"{progress.characters:,} of {progress.total_characters:,} characters",
        f"{clock_time(progress.audio_s)} of audio",
    ]
    if counts.failed:
        parts.append(f"{counts.failed} failed")
    if progress.eta_s is not None and not batch.ended:
        parts.append(f"about {clock_time(progress.eta_s)} to go")
    return ", ".join(parts)


def clock_time(duration_s: float) -> str:
    """`1:02:03`, or `2:03`."""
    minutes, seconds = divmod(round(duration_s), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
