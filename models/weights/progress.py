"""How a download goes, for a person who watches or for a log."""

from typing import TextIO

BAR = 30
"""Characters"""
STEP_BYTES = 100_000_000
"""Between two lines about a file whose size is not known."""


class Progress:
    """Writes a bar that moves to a terminal, and a line per tenth of a file (or 100 MB) to anything else."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._terminal = stream, stream.isatty()
        self._shown: tuple[str, int] | None = None
        self._bar_is_open = False

    def say(self, line: str) -> None:
        """A line of its own."""
        print("\n" * self._bar_is_open + line, file=self._stream, flush=True)
        self._shown, self._bar_is_open = None, False

    def at(self, name: str, done_bytes: int, total_bytes: int | None) -> None:
        """So much of the file `name` is there; a total of None is not known."""
        steps = 100 if self._terminal else 10
        step = done_bytes * steps // total_bytes if total_bytes else done_bytes // STEP_BYTES
        if (name, step) == self._shown:
            return
        line = f"{name}: {_megabytes(done_bytes)}" + (f" of {_megabytes(total_bytes)}" if total_bytes else "")
        if self._terminal:
            self._bar(line, done_bytes / total_bytes if total_bytes else 0)
        else:
            self.say(line)
        self._shown = name, step

    def _bar(self, line: str, share: float) -> None:
        filled = "#" * round(BAR * share)
        self._bar_is_open = share < 1
        print(f"\r\x1b[K[{filled:<{BAR}}] {line}", end="" if self._bar_is_open else "\n", file=self._stream, flush=True)


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB"
