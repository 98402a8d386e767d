"""A flow: days of demand through an engine and its stand-in, in steps of seconds, as audio that flows and piles up.

Segments are not simulated one by one: how many listeners hear something in time at a load, and how much is under way,
is read off a curve that was (curve.py); what exceeds the replicas' speed piles up, and is waited for. What a wait adds
to the time to first audio is so much less time left of SLO_S.
"""

import random
from dataclasses import dataclass, field

import numpy as np

from benchmarks.simulation.autoscaling.curve import FINE, SLO_S, WAITS, Curve
from benchmarks.simulation.autoscaling.trace import DAY_S, Trace
from benchmarks.simulation.autoscaling.view import RECORDED_S, Policy, View
from deployments.settings import Limits

DECIDED_S = 2.0
SETTLE_S = 3600.0
"""Before what is counted, for policies that do not learn."""


@dataclass(slots=True)
class Replicas:
    """Of one engine."""

    curve: Curve
    start_s: float
    running: int
    starting: list[float] = field(default_factory=list)
    """When each will serve."""
    piled_s: float = 0.0
    """Audio seconds that wait, in both meanings of waiting: beyond what is under way anyway."""
    taken_s: float = 0.0
    batch_rows: float = 0.0
    accepted_s: float = 0.0
    stood_in_s: float = 0.0
    hours: float = 0.0

    @property
    def speed(self) -> float:
        return self.running * self.curve.most

    @property
    def wait_s(self) -> float:
        return self.piled_s / self.speed if self.running else float("inf")

    def scale(self, now_s: float, wanted: int) -> None:
        more = wanted - self.running - len(self.starting)
        self.starting += [now_s + self.start_s] * more
        for _ in range(-more):
            if self.starting:
                self.starting.pop()
            else:
                self.running -= 1

    def begin(self, now_s: float, step_s: float) -> None:
        """Those whose time has come serve; all cost."""
        while self.starting and self.starting[0] <= now_s:
            self.starting.pop(0)
            self.running += 1
        self.hours += (self.running + len(self.starting)) * step_s / 3600

    def take(self, audio_s: float) -> None:
        """To be made by them."""
        self.taken_s = audio_s
        self.piled_s += audio_s
        self.accepted_s += audio_s

    def make(self, step_s: float) -> float:
        """Seconds that what was taken in this step waits, in the mean."""
        before_s = max(0.0, self.piled_s - self.taken_s)
        self.piled_s = max(0.0, self.piled_s - self.speed * step_s)
        return (before_s + self.piled_s) / 2 / self.speed if self.running else float("inf")

    def view(self, load: int) -> View:
        curve, rows = self.curve, self.curve.rows(self.batch_rows)
        ongoing = self.running * curve.ongoing[rows][load]
        report = {
            "pending_audio_s": self.piled_s + ongoing * curve.segment_s / 2,
            "pending_batch_audio_s": self.running * self.batch_rows * curve.segment_s / 2,
            "accepted_audio_s": self.accepted_s,
            "stood_in_audio_s": self.stood_in_s,
            "speed": curve.most if self.piled_s else curve.speed[rows][load],
        }
        waiting = self.piled_s / curve.segment_s + self.running * self.batch_rows
        return View(self.running, self.running + len(self.starting), ongoing + waiting, report)


@dataclass(slots=True)
class Outcome:
    """Of the days that are counted."""

    requests: float = 0.0
    late: float = 0.0
    """Heard nothing within SLO_S, those that were refused included."""
    refused: float = 0.0
    stood_in: float = 0.0
    gpu_hours: float = 0.0
    stand_in_hours: float = 0.0
    batch_left_s: float = 0.0
    """Audio seconds of batches that nobody has made in the end."""
    batch_hours: float = 0.0
    """In which there was something of batches to be made."""

    @property
    def late_share(self) -> float:
        return self.late / self.requests if self.requests else 0.0


class Flow:
    """One run. `patience_s`: `routing.first_audio_s`, beyond which the stand-in is asked."""

    def __init__(self, trace: Trace, engines: tuple[Replicas, Replicas], policy: Policy, patience_s: float) -> None:
        self._trace, self._policy, self._patience_s = trace, policy, patience_s
        self._first, self._stand_in = engines
        self._room_s = trace.ingresses * Limits().max_open_renders * self._first.curve.segment_s
        self._batches_s = 0.0
        self._loads = (0, 0)
        self.outcome = Outcome()

    def run(self, seed: int) -> Outcome:
        """The same for the same seed; what is asked for is the same for every policy."""
        trace, segment_s = self._trace, self._first.curve.segment_s
        begin_s = 0.0 if self._policy.learns else max(0.0, trace.learn_s - SETTLE_S)
        noise = np.random.default_rng(seed)
        for n, rate in enumerate(trace.rates(random.Random(seed))):  # noqa: S311 - no secret
            now_s, segments = n * trace.step_s, float(noise.poisson(rate * trace.step_s / segment_s))
            if now_s == trace.learn_s:
                self._count_from_now()
            if now_s >= begin_s:
                self._begin(now_s)
                self._step(now_s, rate, segments)
                self._scale(now_s)
        ours = self.outcome
        ours.gpu_hours, ours.stand_in_hours, ours.batch_left_s = (
            self._first.hours,
            self._stand_in.hours,
            self._batches_s,
        )
        return ours

    def _count_from_now(self) -> None:
        self.outcome = Outcome()
        self._first.hours = self._stand_in.hours = 0.0

    def _begin(self, now_s: float) -> None:
        for replicas in (self._first, self._stand_in):
            replicas.begin(now_s, self._trace.step_s)

    def _step(self, now_s: float, rate: float, segments: float) -> None:
        first, stand_in, step_s, ours = self._first, self._stand_in, self._trace.step_s, self.outcome
        segment_s = first.curve.segment_s
        asked_s = segments * segment_s
        taken_s = min(asked_s, max(0.0, self._room_s - first.piled_s - stand_in.piled_s))
        here_s = self._share(taken_s)
        first.take(here_s)
        stand_in.take(taken_s - here_s)
        stand_in.stood_in_s += taken_s - here_s
        share = here_s / asked_s if asked_s else 1.0
        self._loads = load(rate * share, first), load(rate * (1 - share), stand_in)
        self._batch(now_s)
        late_s = here_s * self._late(first, self._loads[0]) + (taken_s - here_s) * self._late(stand_in, self._loads[1])
        ours.requests += segments
        ours.refused += (asked_s - taken_s) / segment_s
        ours.late += (late_s + asked_s - taken_s) / segment_s
        ours.stood_in += (taken_s - here_s) / segment_s
        ours.batch_hours += step_s / 3600 if self._batches_s else 0.0

    def _share(self, taken_s: float) -> float:
        """What the first engine gets: all, until its wait exceeds what listeners bear and the stand-in's is shorter."""
        first, stand_in = self._first, self._stand_in
        if not first.running or not stand_in.running:
            return taken_s if first.running else 0.0
        bearable_s = (self._patience_s + self._trace.step_s) * first.speed - first.piled_s
        level_s = (first.piled_s + stand_in.piled_s + taken_s) / (first.speed + stand_in.speed)
        return min(taken_s, max(0.0, bearable_s, level_s * first.speed - first.piled_s))

    def _late(self, replicas: Replicas, at: int) -> float:
        curve = replicas.curve
        wait = min(1.0, replicas.make(self._trace.step_s) / SLO_S)
        return curve.late[int(wait * WAITS)][curve.rows(replicas.batch_rows)][at]

    def _batch(self, now_s: float) -> None:
        """Batches fill what listeners leave, with so many segments at once as there may be."""
        bulk, first, step_s = self._trace.bulk, self._first, self._trace.step_s
        if bulk is None:
            return
        if 0 <= now_s % DAY_S - bulk.at_s < step_s:
            self._batches_s += bulk.audio_s
        rows = min(bulk.segments_at_once, max(1.0, self._batches_s / first.curve.segment_s)) if self._batches_s else 0.0
        first.batch_rows = rows / first.running if first.running else 0.0
        if first.batch_rows:
            trial = first.curve.rows(first.batch_rows)
            share = min(1.0, first.batch_rows / first.curve.batch_rows[trial])
            made_s = first.curve.batch_made[trial][self._loads[0]] * share * first.running * step_s
            first.accepted_s += min(self._batches_s, made_s)
            self._batches_s = max(0.0, self._batches_s - made_s)

    def _scale(self, now_s: float) -> None:
        engines = {"first": self._first, "stand-in": self._stand_in}
        views = {name: replicas.view(at) for (name, replicas), at in zip(engines.items(), self._loads, strict=True)}
        if now_s % RECORDED_S < self._trace.step_s:
            self._policy.record(now_s, views)
        if now_s % DECIDED_S < self._trace.step_s:
            for name, wanted in self._policy.decide(now_s, views).items():
                engines[name].scale(now_s, wanted)


def load(rate: float, replicas: Replicas) -> int:
    """Of a curve: the expected rate, for its trials had their own noise."""
    return min(FINE, int(rate / replicas.speed * FINE)) if replicas.running else FINE
