import subprocess
import sys

import psutil
import pytest

from benchmarks.load.usage import Usage

BUSY = "import time; sum(range(3_000_000)); print(flush=True); input()"


def test_children_count_and_what_ended_still_does():
    usage = Usage(psutil.Process().pid)
    own = usage.peak_bytes
    with subprocess.Popen([sys.executable, "-c", BUSY], stdin=-1, stdout=-1) as child:
        assert child.stdout
        child.stdout.readline()
        usage.sample()
        used = usage.cpu_s
        child.communicate(b"\n")
    usage.sample()
    assert usage.cpu_s >= used > 0.01
    assert usage.peak_bytes > own


def test_a_process_that_is_not_there():
    with pytest.raises(psutil.NoSuchProcess):
        Usage(999_999_999)
