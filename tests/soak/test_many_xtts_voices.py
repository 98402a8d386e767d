"""A thousand requests over fifty cloned voices leave the memory of the engine xtts as it was."""

import asyncio

import numpy as np
import psutil
import pytest

from benchmarks.engines.random_xtts import SMALL, make, small_vocoder
from models.engine import Sampling
from models.xtts import XttsEngine
from tests.models.xtts.conftest import segment, voice
from tests.models.xtts.test_speakers import clip

pytestmark = [pytest.mark.soak, pytest.mark.timeout(900)]

REQUESTS, VOICES, SLOTS, ROUNDS = 1000, 50, 16, 5


@pytest.fixture
def engine(tmp_path):
    with small_vocoder():
        folder = make(tmp_path / "xtts", stop_bias=3.0, gpt_max_audio_tokens=60, **SMALL)
        engine = XttsEngine(model=str(folder), device="cpu", slots=SLOTS)
    yield engine
    engine.close()


def test_memory_stays_flat(engine, tmp_path):
    voices = [
        voice(speaker=None, reference=str(clip(tmp_path / f"{n}.wav", seconds=3, pitch=80 + 4 * n)))
        for n in range(VOICES)
    ]
    memory_mib = []

    async def caller(numbers):
        for n in numbers:
            said = segment(f"Number {n}, please.", seed=n, sampling=Sampling())
            stream = engine.synthesize(said, voices[n % VOICES])
            made = [chunk.samples async for chunk in stream]
            assert np.concatenate(made).any()

    for first in range(0, REQUESTS, REQUESTS // ROUNDS):
        asyncio.run(_all(caller, iter(range(first, first + REQUESTS // ROUNDS))))
        memory_mib.append(round(psutil.Process().memory_info().rss / 2**20))
    print(f"\n{memory_mib} MiB after every {REQUESTS // ROUNDS} requests")
    assert max(memory_mib[1:]) < 1.05 * memory_mib[1]


async def _all(caller, numbers):
    await asyncio.gather(*(caller(numbers) for _ in range(2 * SLOTS)))
