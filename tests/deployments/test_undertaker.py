"""The undertaker, with real processes."""

import os
import subprocess
import sys
from contextlib import suppress

import psutil
import pytest

from deployments import undertaker
from deployments.undertaker import PERIOD_S, bury, descendants

SLEEP = "import time; time.sleep(60)"

WATCHED = f"""
import subprocess, sys, time
from deployments.undertaker import watch
watch()
child = subprocess.Popen([sys.executable, "-c", "{SLEEP}"], start_new_session=True)
time.sleep({PERIOD_S + 1})
print(child.pid, flush=True)
time.sleep(60)
"""


def test_descendants_are_buried_and_nobody_else():
    child = subprocess.Popen([sys.executable, "-c", SLEEP])
    assert psutil.Process(child.pid) in descendants(os.getpid())
    bury([psutil.Process(child.pid)], grace_s=0)
    assert child.wait(5) < 0


def test_a_process_that_is_gone_has_no_descendants():
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert descendants(child.pid) == set()


def test_a_server_that_dies_while_it_is_looked_at(monkeypatch):
    child = subprocess.Popen([sys.executable, "-c", SLEEP])
    reading, writing = os.pipe()
    looks = iter([{psutil.Process(child.pid)}, set()])

    def look(pid: int) -> set[psutil.Process]:
        seen = next(looks, set())
        if not seen:
            with suppress(OSError):
                os.close(writing)
        return seen

    with os.fdopen(reading) as stdin:
        monkeypatch.setattr(undertaker.sys, "stdin", stdin)
        monkeypatch.setattr(undertaker, "descendants", look)
        monkeypatch.setattr(undertaker, "PERIOD_S", 0.01)
        monkeypatch.setattr(undertaker, "GRACE_S", 0)
        undertaker.main(os.getpid())
    assert child.wait(5) < 0


@pytest.mark.cluster
def test_a_killed_server_takes_its_detached_children_with_it():
    server = subprocess.Popen([sys.executable, "-c", WATCHED], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    child = psutil.Process(int(server.stdout.readline()))
    server.kill()
    server.wait()
    server.stdout.close()
    assert psutil.wait_procs([child], timeout=10)[1] == []
