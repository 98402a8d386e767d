"""Codes: rows of a model that makes one code of each per step, and sound of some when there are enough (xtts)."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from math import ceil

from benchmarks.simulation.row import Row
from benchmarks.simulation.service_times import EngineTimes


@dataclass(slots=True)
class Course:
    """How far a row is: at which step it began and has its last code, and what sound of it is made."""

    row: Row
    first: int
    last: int
    made_s: float = 0.0

    def next_s(self, step: int) -> float:
        """Audio seconds that are made with this step, which is the one that it waits for."""
        return self.row.audio_s - self.made_s if step >= self.last else self.row.next_s

    def advance(self, step: int) -> None:
        """That sound has been made."""
        self.made_s += self.row.next_s
        self.row.advance()
        while step >= self.last and self.row.next_s:
            self.row.advance()


class Codes:
    """The rows of one worker, as models/xtts/loop.py has it. Sound that is made beside the steps is in their price."""

    def __init__(self, times: EngineTimes) -> None:
        self._times, self._steps, self._begin_s = times, 0, 0.0
        self._waiting: list[tuple[int, int, Course]] = []
        """Each row by the step with which more of it is heard."""
        self._due: list[Course] = []
        self._numbers = count()

    @property
    def rows(self) -> int:
        return len(self._waiting) + len(self._due)

    @property
    def open(self) -> bool:
        """Whether rows may begin now."""
        return self._steps % self._times.join_steps == 0

    def enter(self, rows: Sequence[Row]) -> None:
        """They begin with the next step."""
        self._begin_s = self._times.begin_s(rows)
        for row in rows:
            self._wait(Course(row, self._steps, self._steps + ceil(row.audio_s / self._times.code_s)))

    def step_s(self) -> float:
        """Seconds that the next step takes, in the mean; `stepped` is when they are over."""
        self._steps += 1
        rows = self.rows
        while self._waiting and self._waiting[0][0] <= self._steps:
            self._due.append(heappop(self._waiting)[2])
        begin_s, self._begin_s = self._begin_s, 0.0
        return begin_s + self._times.made_s(rows, [course.next_s(self._steps) for course in self._due])

    def stepped(self) -> list[Row]:
        """Rows that have ended with it."""
        due, self._due = self._due, []
        for course in due:
            course.advance(self._steps)
            if course.row.next_s:
                self._wait(course)
        return [course.row for course in due if not course.row.next_s]

    def _wait(self, course: Course) -> None:
        codes = ceil((course.made_s + course.row.next_s + self._times.ahead_s) / self._times.code_s)
        due = max(self._steps + 1, min(course.last, course.first + codes))
        heappush(self._waiting, (due, next(self._numbers), course))
