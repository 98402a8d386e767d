"""Undertaker: ends what a server left behind, should it be killed before it could do so itself.

Ray's own reaper leaves its agents and HAProxy running then, and HAProxy holds the port. A process of its
own waits for the server's end of a pipe to close, whatever the reason, and kills all that carry its mark.
"""

import os
import subprocess
import sys
import uuid
from contextlib import suppress

import psutil

MARK = "DECLAIM_RUN"
"""Environment variable that every process of one run inherits."""

GRACE_S = 2
"""What Ray's processes get to notice by themselves that their server is gone."""


def watch() -> str:
    """Mark this process and all it will start, and have an undertaker wait for its end. Returns the mark."""
    mark = os.environ[MARK] = uuid.uuid4().hex
    reading, writing = os.pipe()
    command = [sys.executable, "-m", "deployments.undertaker", mark]
    subprocess.Popen(command, stdin=reading, start_new_session=True)  # noqa: S603
    os.close(reading)
    os.set_inheritable(writing, False)  # it closes when this process ends, and with no other
    return mark


def bury(mark: str, grace_s: float) -> None:
    """Kill every other process of the run that does not end within the grace."""
    _, alive = psutil.wait_procs(marked(mark), timeout=grace_s)
    for process in alive:
        with suppress(psutil.Error):
            process.kill()


def marked(mark: str) -> list[psutil.Process]:
    return [found for found in psutil.process_iter() if found.pid != os.getpid() and has_mark(found, mark)]


def has_mark(process: psutil.Process, mark: str) -> bool:
    with suppress(psutil.Error):
        return process.environ().get(MARK) == mark and "deployments.undertaker" not in process.cmdline()
    return False


if __name__ == "__main__":
    sys.stdin.buffer.read()
    bury(sys.argv[1], GRACE_S)
