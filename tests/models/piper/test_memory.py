"""Memory that sessions once needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.piper.memory import SENTENCES

pytestmark = pytest.mark.cluster

HELD = """
import asyncio, sys
import psutil
from models.engine import Segment
from models.piper import PiperEngine
from tests.models.piper.conftest import described

async def speak(text):
    async for _ in engine.synthesize(Segment(text=text, language="en-us", rate=4.0), described("solo")):
        pass

def held_mib():
    return psutil.Process().memory_info().rss / 2**20

async def main():
    await speak("hello there")
    print(held_mib())
    await asyncio.gather(*(speak("and a long sentence of many words " * 24) for _ in range(2)))
    print(held_mib())
    for n in range(int(sys.argv[1])):
        await speak("hello there")
    print(held_mib())

engine = PiperEngine(workers=2)
asyncio.run(main())
engine.close()
"""


def test_what_the_longest_needed_is_given_back():
    """By a process of its own. Of what it takes for the longest, of which two are spoken at once."""
    command = [sys.executable, "-c", HELD, str(SENTENCES)]
    said = subprocess.run(
        command, cwd=Path(__file__).parents[3], capture_output=True, text=True, check=True, timeout=120
    )
    before, most, after = map(float, said.stdout.split())
    assert most - before > 30
    assert after - before < (most - before) / 2, (before, most, after)
