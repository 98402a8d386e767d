"""`python -m benchmarks.load.usage PID`: what a process, its children and the GPUs use, until standard input ends.

A process of its own, because looking through all processes takes milliseconds that would hold up the harness.
"""

import json
import select
import sys
import time

import psutil

from benchmarks.load import gpu

EVERY_S = 0.5


class Usage:
    """Of a tree of processes. Raises psutil.Error if there is no such process."""

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)
        self._last_s: dict[psutil.Process, float] = {}
        self.peak_bytes = 0
        self.sample()
        self._first_s = dict(self._last_s)

    @property
    def cpu_s(self) -> float:
        """Since the first sample. Of a process that ended, what it had used at the sample before."""
        return sum(used - self._first_s.get(process, 0.0) for process, used in self._last_s.items())

    def sample(self) -> None:
        size_bytes = 0
        for process in [self._root, *self._root.children(recursive=True)]:
            try:
                with process.oneshot():
                    used, memory = process.cpu_times(), process.memory_info()
            except psutil.Error:
                continue
            self._last_s[process] = used.user + used.system
            size_bytes += memory.rss
        self.peak_bytes = max(self.peak_bytes, size_bytes)


def main() -> None:
    """Prints a line when it has begun, and the figures as JSON at the end."""
    try:
        usage = Usage(int(sys.argv[1]))
    except psutil.Error:
        return
    begun_s = time.monotonic()
    with gpu.watched() as gpus:
        print("watching", flush=True)
        watch(usage)
    figures = {"cpu_s": usage.cpu_s, "peak_rss_bytes": usage.peak_bytes, "watched_s": time.monotonic() - begun_s}
    print(json.dumps({**figures, **({"gpus": told} if (told := gpus.figures()) else {})}))


def watch(usage: Usage) -> None:
    over = False
    while not over:
        over = bool(select.select([sys.stdin], [], [], EVERY_S)[0])
        try:
            usage.sample()
        except psutil.Error:  # the server has ended: what it used until then is said all the same
            return


if __name__ == "__main__":
    main()
