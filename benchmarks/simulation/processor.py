"""A processor that jobs share: all run at the same pace, together no faster than its cores are."""

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import count

from simpy import Environment, Event

TOGETHER_S = 1e-12
"""Work so close to its end is done: what rounding leaves over is nobody's."""


class Processor:
    """Processor sharing, as an operating system does among threads that want to run.

    `speeds` has the CPU seconds done per second by one job, by two at once...; more than these together get as much as
    the last. Two cores that hold each other up a little are (1.0, 1.8).
    """

    def __init__(self, env: Environment, speeds: Sequence[float]) -> None:
        self._env, self._speeds = env, speeds
        self._jobs: list[tuple[float, int, Event]] = []
        """With what each job will have been given when it is done."""
        self._given_s, self._at_s = 0.0, 0.0
        """CPU seconds that a job would have got which was always there."""
        self._numbers = count()
        self._plan = 0
        self.spent_s = 0.0
        """CPU seconds that were asked for."""

    def work(self, cpu_s: float) -> Event:
        """Happens when so many CPU seconds have been spent on it."""
        self._advance()
        self.spent_s += cpu_s
        done = self._env.event()
        heappush(self._jobs, (self._given_s + cpu_s, next(self._numbers), done))
        self._look_ahead()
        return done

    @property
    def _pace(self) -> float:
        """CPU seconds per second for each job."""
        return self._speeds[min(len(self._jobs), len(self._speeds)) - 1] / len(self._jobs)

    def _advance(self) -> None:
        if self._jobs:
            self._given_s += (self._env.now - self._at_s) * self._pace
        self._at_s = self._env.now

    def _look_ahead(self) -> None:
        """Wake up when the next job is done, unless something changes before."""
        self._plan += 1
        if self._jobs:
            left_s = max(0.0, self._jobs[0][0] - self._given_s) / self._pace
            timer = self._env.timeout(left_s, self._plan)
            assert timer.callbacks is not None
            timer.callbacks.append(self._end)

    def _end(self, timer: Event) -> None:
        if timer.value != self._plan:
            return
        self._advance()
        self._given_s = max(self._given_s, self._jobs[0][0])
        while self._jobs and self._jobs[0][0] <= self._given_s + TOGETHER_S:
            heappop(self._jobs)[2].succeed()
        self._look_ahead()
