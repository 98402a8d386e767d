import asyncio
import os

import aiohttp
import psutil
import pytest

from benchmarks.load.errors import NoSuchServer
from benchmarks.load.null_server import SILENCE
from benchmarks.load.processes import null_server, watched

BUSY = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; read x"


async def test_a_null_server_answers_and_is_gone_afterwards():
    before = set(psutil.Process().children())
    async with null_server() as url, aiohttp.ClientSession() as session:
        (server,) = set(psutil.Process().children()) - before
        async with session.post(f"{url}/v1/audio/speech", json={"input": "Hello."}) as response:
            assert await response.read() == SILENCE
    assert not server.is_running()


async def test_a_server_and_its_children_are_watched():
    async with watched(os.getpid()) as usage:
        busy = await asyncio.create_subprocess_exec("sh", "-c", BUSY, stdin=asyncio.subprocess.PIPE)
        await asyncio.sleep(0.3)
    await busy.communicate(b"")
    assert usage.report()["cpu_s"] > 0.01
    assert usage.report()["peak_rss_bytes"] > psutil.Process().memory_info().rss / 2


async def test_a_process_that_is_not_there():
    with pytest.raises(NoSuchServer, match="999999999"):
        async with watched(999_999_999):
            pass
