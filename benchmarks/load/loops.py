"""How requests are made: at times of their own (an open loop), or by callers who wait for answers (a closed one)."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator

from benchmarks.load.workloads.prompt import Prompt

Call = Callable[[Prompt, float], Coroutine[None, None, None]]
"""Makes a request and waits for its end; with when it was due."""


async def open_loop(call: Call, due: Iterable[tuple[float, Prompt]], duration_s: float) -> None:
    """Each at its time, in seconds from now on. None of them waits for another, however slow the server is."""
    begun_s = time.monotonic()
    async with asyncio.TaskGroup() as tasks:
        for at_s, prompt in due:
            if at_s > duration_s:
                break
            await asyncio.sleep(max(0.0, begun_s + at_s - time.monotonic()))
            tasks.create_task(call(prompt, begun_s + at_s))


async def closed_loop(call: Call, prompts: Iterator[Prompt], callers: int, duration_s: float) -> None:
    """So many callers, each of whom asks again when the answer is complete; the last answers are heard out."""
    until_s = time.monotonic() + duration_s

    async def go_on() -> None:
        while (due_s := time.monotonic()) < until_s:
            await call(next(prompts), due_s)

    async with asyncio.TaskGroup() as tasks:
        for _ in range(callers):
            tasks.create_task(go_on())
