"""What the NVIDIA GPUs of this machine do meanwhile, as `nvidia-smi` tells it; it comes with every driver of theirs."""

import csv
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from statistics import fmean
from typing import TextIO

QUERY = ("index", "utilization.gpu", "memory.used", "power.draw")
EVERY_MS = 500
ENDS_S = 5.0
"""It is killed if it has not ended by then."""

Sample = dict[str, float | None]
"""By QUERY: per cent, MiB, watts; None for what a GPU does not tell."""


class Gpus:
    """Everybody's work on them counts, whoever it is for."""

    def __init__(self) -> None:
        self._samples: dict[int, list[Sample]] = {}

    def read(self, told: TextIO) -> None:
        """Lines of `nvidia-smi`; what is none, such as its complaints, is left aside."""
        for row in csv.reader(told, skipinitialspace=True):
            if len(row) == len(QUERY) and row[0].isdigit():
                sample = {name: _number(value) for name, value in zip(QUERY, row, strict=True)}
                self._samples.setdefault(int(row[0]), []).append(sample)

    def figures(self) -> list[dict[str, float | None]]:
        """One for each; none where there is no GPU."""
        return [_figures(index, samples) for index, samples in sorted(self._samples.items())]


@contextmanager
def watched() -> Iterator[Gpus]:
    """From entering to leaving, after which there are figures."""
    gpus = Gpus()
    program = shutil.which("nvidia-smi")
    if program is None:
        yield gpus
        return
    asked = (f"--query-gpu={','.join(QUERY)}", "--format=csv,noheader,nounits", f"--loop-ms={EVERY_MS}")
    # A file, because a pipe that nobody reads meanwhile would fill up and hold it.
    with tempfile.TemporaryFile("w+") as told:
        running = subprocess.Popen([program, *asked], stdout=told, stderr=subprocess.DEVNULL)
        try:
            yield gpus
        finally:
            _end(running)
        told.seek(0)
        gpus.read(told)


def _end(running: subprocess.Popen[bytes]) -> None:
    running.terminate()
    try:
        running.wait(ENDS_S)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()


def _number(text: str) -> float | None:
    with suppress(ValueError):
        return float(text)
    return None


def _figures(index: int, samples: list[Sample]) -> dict[str, float | None]:
    busy, used, watts = ([value for each in samples if (value := each[name]) is not None] for name in QUERY[1:])
    return {
        "index": index,
        "utilisation_mean": fmean(busy) / 100 if busy else None,
        "utilisation_max": max(busy) / 100 if busy else None,
        "peak_memory_bytes": max(used) * 2**20 if used else None,
        "power_mean_w": fmean(watts) if watts else None,
        "power_max_w": max(watts, default=None),
    }
