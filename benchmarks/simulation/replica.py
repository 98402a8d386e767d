"""A replica of a synthesizer: the batcher's own order, with a clock of the simulation and threads that only wait."""

import random
from collections.abc import Callable, Generator
from math import inf
from typing import Any

from simpy import Environment, Event

from benchmarks.simulation.codes import Codes
from benchmarks.simulation.row import Row
from benchmarks.simulation.service_times import EngineTimes, wobble
from models.turns import Rows, Step, Turns
from models.waiting import ANYONE, Waiting, Who
from pipeline.load import Load, Workload

Steps = Generator[Event, Any, None]

Work = Callable[[float], Event]
"""Spends so many seconds of a processor: `Processor.work`, or `Environment.timeout` for a device of its own."""


class Replica:
    """Speaks rows in batches. A free worker takes what waits at once and never lingers: models/batcher.py.

    Threads of the lowest priority, which some engines have for the batch lane, are not modelled.
    """

    def __init__(self, env: Environment, times: EngineTimes, work: Work, rng: random.Random) -> None:
        self.ongoing = 0
        """Segments that it has accepted and not finished."""
        self.made_s = 0.0
        """Audio seconds, by their true length."""
        self._env, self._times, self._work, self._rng = env, times, work, rng
        self._waiting: Waiting[Row] = Waiting(
            max_rows=1 if times.turns else times.rows, max_cost=times.max_cost or inf, clock=lambda: env.now
        )
        self._workload = Workload(lambda: env.now, lambda: env.now)
        self._running: list[list[Row]] = [[] for _ in range(times.workers)]
        self._news = env.event()
        self.alive = True
        for worker in range(times.workers):
            env.process(self._serve(worker))

    @property
    def load(self) -> Load:
        """What a new segment finds before it, as the real one tells."""
        return self._workload.load(sum(map(len, self._running)))

    @property
    def report(self) -> dict[str, float]:
        """What it tells the autoscaler, as the real one does."""
        return self._workload.report(sum(map(len, self._running)))

    def accept(self, row: Row, expires_in_s: float = inf) -> None:
        """Speak it, unless it has not had its turn by then."""
        self.ongoing += 1
        self._account(row)
        size, due = 1 if self._times.turns else row.characters, row.segment.due
        due_in_s = None if due is None else due - self._env.now
        self._waiting.add(row, size=size, lane=row.segment.lane, expires_in_s=expires_in_s, due_in_s=due_in_s)
        self._announce()

    def die(self) -> None:
        """With everything that it has accepted."""
        self.alive = False
        for row in [*(ticket.item for ticket in self._waiting.clear()), *(r for rows in self._running for r in rows)]:
            row.end("lost")
        self._announce()

    def _announce(self) -> None:
        news, self._news = self._news, self._env.event()
        news.succeed()

    def _account(self, row: Row) -> None:
        accepted = self._workload.accept(row.segment)
        task = accepted.__enter__()

        def hear(audio_s: float) -> None:
            self.made_s += audio_s
            task.made(audio_s)

        def end(_: Event) -> None:
            accepted.__exit__(None, None, None)
            self.ongoing -= 1

        row.heard = hear
        assert row.ended.callbacks is not None
        row.ended.callbacks.append(end)

    def _serve(self, worker: int) -> Steps:
        while self.alive:
            if self._running[worker]:  # handed over
                yield from self._run(worker)
            elif batch := self._take(takers=self._running.count([])):
                self._running[worker] = batch
                yield from self._run(worker)
            else:
                yield self._news

    def _take(self, takers: int = 1, room: float = inf, who: Who = ANYONE) -> list[Row]:
        picked = self._waiting.pick(takers, room, who)
        for ticket in picked.expired:
            ticket.item.end("late")
        return [ticket.item for ticket in picked.batch]

    def _run(self, worker: int) -> Steps:
        if self._times.code_s:
            return self._by_codes(worker)
        return self._by_turns(worker) if self._times.turns else self._together(worker)

    def _by_codes(self, worker: int) -> Steps:
        """All rows go one code further together, and who comes or leaves does so between two steps."""
        times, rows, codes = self._times, self._running[worker], Codes(self._times)
        codes.enter(rows)
        while rows:
            yield self._work(codes.step_s() * wobble(times.spread, self._rng))
            if not self.alive:
                return
            for row in codes.stepped():
                row.end("made")
                rows.remove(row)
            if codes.open and len(self._waiting) and (room := times.rows - len(rows)):
                joining = self._take(room=room)
                codes.enter(joining)
                rows += joining

    def _by_turns(self, worker: int) -> Steps:
        """As models/piper/engine.py has it."""
        rows = self._running[worker]
        turns = Turns(self._lines(rows), self._times.rows, clock=lambda: self._env.now)
        for row in turns.order(list(rows)):
            begun_s, window_s = self._env.now, row.next_s
            yield self._step([row])
            if not self.alive:
                return
            if not row.next_s:
                row.end("made")
                rows.remove(row)
            turns.stepped(row, begun_s, Step(window_s, last=not row.next_s))
        self._running[worker] = []

    def _lines(self, rows: list[Row]) -> Rows[Row]:
        """Those of one worker."""
        replica = self

        class Lines(Rows[Row]):
            def advance(self, row: Row) -> Step:
                raise NotImplementedError  # a step takes time, which only the simulation can spend

            def due_s(self, row: Row) -> float:
                return -inf if row.segment.due is None else row.segment.due

            def joining(self, who: Who) -> list[Row]:
                joining = replica._take(replica._running.count([]) + 1, 1, who)
                rows.extend(joining)
                return joining

            def hand_over(self, row: Row) -> bool:
                if [] not in replica._running:
                    return False
                replica._running[replica._running.index([])] = [row]
                rows.remove(row)
                replica._announce()
                return True

        return Lines()

    def _together(self, worker: int) -> Steps:
        """A batch from beginning to end, a window of each row at a time."""
        while rows := self._running[worker]:
            yield self._step(rows)
            if not self.alive:
                return
            for row in rows:
                if not row.next_s:
                    row.end("made")
            self._running[worker] = [row for row in rows if row.next_s]

    def _step(self, rows: list[Row]) -> Event:
        """These rows make their next windows."""
        made = self._work(self._times.step_s(rows) * wobble(self._times.spread, self._rng))
        assert made.callbacks is not None
        made.callbacks.append(lambda _: self._advance(rows))
        return made

    def _advance(self, rows: list[Row]) -> None:
        for row in rows if self.alive else ():
            row.advance()
