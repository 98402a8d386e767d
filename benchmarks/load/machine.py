"""What a run was made with and on."""

import platform
from importlib.metadata import version
from pathlib import Path

import psutil


def versions() -> dict[str, str]:
    return {"python": platform.python_version(), **{name: version(name) for name in ("aiohttp", "av", "numpy")}}


def machine() -> dict[str, object]:
    return {
        "cores": psutil.cpu_count(),
        "cpu": processor(),
        "memory_bytes": psutil.virtual_memory().total,
        "system": platform.platform(),
    }


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
