"""Undertaker: ends what a server left behind, should it be killed before it could do so itself.

Ray's own reaper leaves its agents and HAProxy running then, and HAProxy holds the port. A process of its
own remembers the server's descendants and kills them once the server is gone, which it learns from the
end of a pipe. (An environment variable would not mark them: Ray's processes overwrite it with their titles.)
"""

import os
import select
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress

import psutil

PERIOD_S = 1
"""Between two looks at the server's descendants."""

GRACE_S = 2
"""What Ray's processes get to notice by themselves that their server is gone."""


def watch() -> None:
    """Have an undertaker wait for the end of this process."""
    reading, _ = os.pipe()  # nobody inherits the other end: it closes when this process ends
    command = [sys.executable, "-m", "deployments.undertaker", str(os.getpid())]
    subprocess.Popen(command, stdin=reading, start_new_session=True)  # noqa: S603
    os.close(reading)


def descendants(pid: int) -> set[psutil.Process]:
    """Every process below that one but undertakers; none when it is gone."""
    with suppress(psutil.NoSuchProcess):
        below = psutil.Process(pid).children(recursive=True)
        return {process for process in below if not is_undertaker(process)}
    return set()


def is_undertaker(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return "deployments.undertaker" in process.cmdline()
    return False


def bury(processes: Iterable[psutil.Process], grace_s: float) -> None:
    """Kill those that do not end within the grace."""
    _, alive = psutil.wait_procs(processes, timeout=grace_s)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def is_gone(timeout_s: float) -> bool:
    """Whether the server is, or goes in that time."""
    return bool(select.select([sys.stdin], [], [], timeout_s)[0])


def main(pid: int) -> None:
    known: set[psutil.Process] = set()
    while not is_gone(PERIOD_S):
        seen = descendants(pid)
        # Of a server that died while it was looked at, some or all were nobody's children any more.
        known = known | seen if is_gone(0) else seen
    # What the last look knew, and what came from that since.
    later = set[psutil.Process]().union(*(descendants(process.pid) for process in known if process.is_running()))
    bury(known | later, GRACE_S)


if __name__ == "__main__":
    main(int(sys.argv[1]))
