"""Checks of the machine itself."""

import os
import platform
import shutil
import subprocess
from pathlib import Path

from declaim.cli.checks.finding import LIMIT_S, Environment, Finding

GIB = 2**30

OLDEST_PYTHON = (3, 11)
FEWEST_CORES = 2
LEAST_MEMORY_BYTES = 4 * GIB
LEAST_DISK_BYTES = 2 * GIB


def check_python(_environment: Environment) -> Finding:
    version = platform.python_version()
    major, minor, _ = platform.python_version_tuple()
    if (int(major), int(minor)) < OLDEST_PYTHON:
        return Finding("fail", version, "install Python 3.11 or later")
    return Finding("ok", version)


def check_cpu(_environment: Environment) -> Finding:
    # Fewer than the machine has, where this process is pinned to some of them.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores < FEWEST_CORES:
        return Finding("warn", f"{cores} core", f"give it {FEWEST_CORES} or more: speech will be slow to start")
    return Finding("ok", f"{cores} cores")


def check_memory(_environment: Environment) -> Finding:
    try:
        size_bytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return Finding("warn", "this system does not tell", f"see that it has {LEAST_MEMORY_BYTES / GIB:g} GiB")
    found = f"{size_bytes / GIB:.1f} GiB"
    if size_bytes < LEAST_MEMORY_BYTES:
        return Finding("warn", found, f"{LEAST_MEMORY_BYTES / GIB:g} GiB or more leave room for Ray and one engine")
    return Finding("ok", found)


def check_gpu(environment: Environment) -> Finding:
    command = shutil.which("nvidia-smi", path=environment.get("PATH"))
    if command is None:
        return Finding("ok", "no nvidia-smi: engines run on the CPU")
    query = [command, "--query-gpu=name,memory.total", "--format=csv,noheader"]
    try:
        answer = subprocess.run(query, capture_output=True, text=True, timeout=LIMIT_S, check=True)  # noqa: S603 - fixed words
    except (subprocess.SubprocessError, OSError) as error:
        return Finding("warn", f"nvidia-smi does not answer ({type(error).__name__})", "see to the NVIDIA driver")
    return Finding("ok", "; ".join(answer.stdout.split("\n")).strip("; "))


def check_disk(environment: Environment) -> Finding:
    home = Path(environment.get("DECLAIM_HOME") or "~/.cache/declaim").expanduser().absolute()
    existing = next(place for place in (home, *home.parents) if place.exists())
    free_bytes = shutil.disk_usage(existing).free
    found = f"{free_bytes / GIB:.1f} GiB free for {home}"
    if free_bytes < LEAST_DISK_BYTES:
        return Finding(
            "warn", found, "make room, or set DECLAIM_HOME to a larger disk: weights and audio are kept there"
        )
    return Finding("ok", found)
