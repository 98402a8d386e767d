import asyncio
import io
import os
import time

import pytest

from benchmarks.load.gpu import Gpus, watched
from benchmarks.load.processes import watched as watched_process

TOLD = "0, 40, 1000, 100.5\\n1, 0, 10, [N/A]\\n0, 80, 3000, 300.5\\n1, 0, 12, [N/A]\\n"


@pytest.fixture
def nvidia_smi(tmp_path, monkeypatch):
    """Puts a program of that name where it is found first."""

    def put(script: str) -> None:
        program = tmp_path / "nvidia-smi"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    return put


FOUND = [
    {
        "index": 0,
        "utilisation_mean": 0.6,
        "utilisation_max": 0.8,
        "peak_memory_bytes": 3000 * 2**20,
        "power_mean_w": 200.5,
        "power_max_w": 300.5,
    },
    {
        "index": 1,
        "utilisation_mean": 0.0,
        "utilisation_max": 0.0,
        "peak_memory_bytes": 12 * 2**20,
        "power_mean_w": None,
        "power_max_w": None,
    },
]


async def test_what_gpus_do_is_among_what_a_server_uses(nvidia_smi):
    nvidia_smi(f'echo "$*" > "$(dirname "$0")/asked"; printf "{TOLD}"; exec sleep 60')
    async with watched_process(os.getpid()) as usage:
        await asyncio.sleep(0.2)
    assert usage.report()["gpus"] == FOUND


def test_it_is_asked_again_and_again_and_ended(nvidia_smi, tmp_path):
    nvidia_smi(f'echo "$*" > "$(dirname "$0")/asked"; printf "{TOLD}"; echo $$ > "$(dirname "$0")/pid"; exec sleep 60')
    with watched() as gpus:
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            time.sleep(0.01)
    assert gpus.figures() == FOUND
    asked = (tmp_path / "asked").read_text()
    assert "--query-gpu=index,utilization.gpu,memory.used,power.draw --format=csv,noheader,nounits" in asked
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


async def test_where_there_is_a_program_but_no_gpu_nothing_is_told(nvidia_smi):
    nvidia_smi('echo "NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver."; exit 9')
    async with watched_process(os.getpid()) as usage:
        await asyncio.sleep(0.1)
    assert "gpus" not in usage.report()


def test_where_there_is_no_program_nothing_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with watched() as gpus:
        pass
    assert gpus.figures() == []


def test_a_line_that_broke_off_is_left_aside():
    gpus = Gpus()
    gpus.read(io.StringIO("0, 40, 1000, 100.5\n0, 80, 30"))
    assert gpus.figures()[0]["utilisation_max"] == 0.4
