"""Work: one row of a batch, as the thread that runs the model sees it, and the way to whoever listens."""

import asyncio
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Chunk = TypeVar("Chunk")


@dataclass(frozen=True, slots=True)
class Ended:
    """Behind a row's last chunk."""

    error: Exception | None


class Work(Generic[Item, Chunk]):
    """The first `end` or `fail` counts."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.cancelled = False
        """Nobody listens any more: stop working on this row. A deadline that passes while it runs does not set this."""
        self.ended = False
        self.news: asyncio.Queue[Chunk | Ended] = asyncio.Queue()
        """For the listener's loop only, without bound: whoever listens slowly holds no thread."""
        self._loop = asyncio.get_running_loop()

    def emit(self, *chunks: Chunk) -> None:
        """The next pieces of this row's result, for which the listener's loop is woken once."""
        self._tell(*chunks)

    def end(self) -> None:
        """This row is complete. Rows that have not ended when `run` returns end then."""
        self._end(None)

    def fail(self, error: Exception) -> None:
        """This row alone failed."""
        self._end(error)

    def hear(self, news: Sequence[Chunk | Ended]) -> None:
        """In the listener's loop."""
        for each in news:
            self.news.put_nowait(each)

    def _end(self, error: Exception | None) -> None:
        self.ended = True  # first, so that who hears of it no longer finds the row among the active ones
        self._tell(Ended(error))

    def _tell(self, *news: Chunk | Ended) -> None:
        if self.cancelled:
            return
        if (letters := getattr(_kept, "letters", None)) is None:
            _deliver(self._loop, [(self, news)])
        else:
            letters[self._loop].append((self, news))


Letters = Sequence[tuple[Work[Any, Any], Sequence[Any]]]

_kept = threading.local()


@contextmanager
def told_at_once() -> Iterator[None]:
    """What this thread tells of any rows meanwhile is heard at its end, and each loop is woken once.

    To wake a loop is a system call, for which a thread lets go of the interpreter, and it may wait to have it back.
    """
    _kept.letters = letters = defaultdict[asyncio.AbstractEventLoop, list[Any]](list)
    try:
        yield
    finally:
        del _kept.letters
        for loop, whose in letters.items():
            _deliver(loop, whose)


def _deliver(loop: asyncio.AbstractEventLoop, letters: Letters) -> None:
    with suppress(RuntimeError):  # the listener's loop is closed
        loop.call_soon_threadsafe(_hear, letters)


def _hear(letters: Letters) -> None:
    for work, news in letters:
        work.hear(news)
