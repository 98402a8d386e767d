"""The undertaker, with real processes."""

import os
import subprocess
import sys

import psutil

from deployments.undertaker import MARK, bury, marked

WATCHED = """
import subprocess, sys, time
from deployments.undertaker import watch
print(watch(), flush=True)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
print(child.pid, flush=True)
time.sleep(60)
"""


def sleeper(mark: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], env={**os.environ, MARK: mark})


def test_only_processes_of_the_run_are_buried():
    ours, other = sleeper("ours"), sleeper("other")
    bury("ours", grace_s=0)
    assert ours.wait(5) != 0
    assert other.poll() is None
    other.kill()
    other.wait()
    assert not marked("ours")


def test_a_killed_server_takes_its_detached_children_with_it():
    server = subprocess.Popen([sys.executable, "-c", WATCHED], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    server.stdout.readline()
    child = psutil.Process(int(server.stdout.readline()))
    server.kill()
    server.wait()
    server.stdout.close()
    assert psutil.wait_procs([child], timeout=10)[1] == []
