"""Errands: each at its time, and none that fails or hangs holds up the others."""

import asyncio

from pipeline.batch.errands import Errand, Errands


async def test_each_is_run_at_its_time(clock):
    runs: list[str] = []

    def errand(name: str, every_s: float) -> Errand:
        async def run() -> None:
            runs.append(name)
            if name == "fails":
                raise ArithmeticError
            if name == "hangs":
                await asyncio.Event().wait()

        return Errand(name, every_s, run)

    errands = Errands(errand("often", 0), errand("seldom", 60), errand("fails", 0), errand("hangs", 0), clock=clock)
    for _ in range(3):
        errands.run_due()
        await asyncio.sleep(0)
        clock.now += 30
    assert {name: runs.count(name) for name in runs} == {"often": 3, "seldom": 2, "fails": 3, "hangs": 1}
