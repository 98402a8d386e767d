"""Apart: prepare in a process of its own, because what strangers send may crash FFmpeg, or never end."""

import asyncio
import json
import logging
import subprocess
import sys
from pathlib import Path

from pipeline.errors import UnusableSample

log = logging.getLogger("ray.serve")

ROOT = Path(__file__).parents[2]

REFUSED = 3
"""The process's exit code; its output then is the error's arguments, in JSON."""

TIMEOUT_S, CPU_S = 60, 20
"""A minute of sound takes about a second, when there is a CPU for it."""
MEMORY_BYTES = 2 * 1024**3
"""Address space; a minute of sound takes a third of it."""


SMALLEST_BYTES = 256
"""Three seconds take more in any codec (Codec 2: 700 bit/s), so less is not worth a process."""


async def prepare_apart(data: bytes) -> bytes:
    """As prepare does. Raises UnusableSample, for what kills the process too."""
    if len(data) < SMALLEST_BYTES:
        raise _unreadable(f"no recording has only {len(data)} bytes")
    return await asyncio.to_thread(_prepare, data)


def _prepare(data: bytes) -> bytes:
    command = [sys.executable, "-m", "pipeline.sample"]
    try:
        done = subprocess.run(command, check=False, cwd=ROOT, input=data, capture_output=True, timeout=TIMEOUT_S)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise _unreadable(f"it took more than {TIMEOUT_S} s") from None
    if done.returncode == REFUSED:
        raise UnusableSample(*json.loads(done.stdout))
    if done.returncode:
        log.warning(
            "a sample of %d bytes ended its process: %s", len(data), done.stderr.decode(errors="replace")[-500:]
        )
        raise _unreadable("reading it failed")
    return done.stdout


def _unreadable(reason: str) -> UnusableSample:
    return UnusableSample("unreadable", f"'audio_sample' cannot be read as audio: {reason}.")
