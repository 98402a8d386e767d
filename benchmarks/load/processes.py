"""Processes beside the harness: each says one line when it is there, and ends when its standard input does."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.load.errors import NoSuchServer
from benchmarks.load.summary import Figures

ROOT = Path(__file__).parents[2]


class Beside:
    """One of them."""

    def __init__(self, told: str) -> None:
        self.told = told
        """Its first line; nothing if it ended instead."""
        self.output = ""
        """What else it said, once it is over."""

    def report(self) -> Figures:
        """Of one whose last words are JSON."""
        figures: Figures = json.loads(self.output)
        return figures


@asynccontextmanager
async def beside(module: str, *arguments: str) -> AsyncIterator[Beside]:
    """`python -m module`, for as long as this is open; it ends with the harness, however that ends."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the harness
    )
    assert process.stdout
    running = Beside((await process.stdout.readline()).decode().strip())
    try:
        yield running
    finally:
        output, _ = await process.communicate(b"")
        running.output = output.decode()


@asynccontextmanager
async def null_server() -> AsyncIterator[str]:
    """The address of a server that does nothing, in a process of its own."""
    async with beside("benchmarks.load.null_server") as server:
        yield server.told


@asynccontextmanager
async def watched(pid: int) -> AsyncIterator[Beside]:
    """What a server uses meanwhile. Raises NoSuchServer."""
    async with beside("benchmarks.load.usage", str(pid)) as usage:
        if not usage.told:
            raise NoSuchServer(f"there is no process {pid}, or it may not be looked at")
        yield usage
