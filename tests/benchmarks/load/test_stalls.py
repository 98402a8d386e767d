import asyncio
import gc
import time

from benchmarks.load.stalls import Stalls


async def test_a_loop_that_is_held_up_and_a_collection_are_noticed():
    before = len(gc.callbacks)
    async with Stalls() as stalls:
        await asyncio.sleep(0.03)
        time.sleep(0.1)  # noqa: ASYNC251 - which is what is looked for
        await asyncio.sleep(0.03)
        gc.collect()
    figures = stalls.figures()
    assert figures["stalls_ms"]["max"] > 80
    assert figures["stalls_ms"]["p50"] < 80
    assert figures["collections"] >= 1
    assert figures["longest_collection_ms"] > 0
    assert figures["cpu_s"] > 0
    assert len(gc.callbacks) == before
    assert gc.get_freeze_count() == 0
