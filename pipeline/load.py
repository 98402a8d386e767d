"""Load: how far an engine's replica is behind, told in the first and last item of every stream of audio."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from math import inf

from models.engine import AudioChunk, Segment, joined_chunks
from pipeline.spec import CHARS_PER_AUDIO_S

HALF_LIFE_S = 5.0
"""Of what is known of the speed, in seconds of work: an engine with several segments at once makes more of them."""
MEASURED_S = 1.0
"""Seconds of work that a speed needs: what is made in the first moments, or before a model is warm, tells nothing."""
SLOWEST = 0.01


@dataclass(frozen=True, slots=True)
class Load:
    """What a segment finds before it for which somebody waits in silence."""

    queued_audio_s: float
    """Audio seconds, by estimate, that are to be made before it has its turn."""
    speed: float
    """Audio seconds made per second of work, lately; infinite until that was measured."""

    @property
    def wait_s(self) -> float:
        """Seconds until all that is made."""
        return self.queued_audio_s / self.speed


Sound = AudioChunk | Load
"""An item of a replica's stream: Load, AudioChunk (many), Load."""


def joined_sound(items: Sequence[Sound]) -> Iterator[Sound]:
    """The same with neighbouring chunks as one."""
    for kind, group in groupby(items, key=type):
        if kind is AudioChunk:
            yield from joined_chunks([item for item in group if isinstance(item, AudioChunk)])
        else:
            yield from group


class Task:
    """A segment that a replica has accepted."""

    def __init__(self, segment: Segment, count: Callable[[float], None]) -> None:
        self.listened_to = segment.lane == "interactive"
        self.due = segment.due or 0.0
        """Seconds since the epoch."""
        self.left_s = len(segment.text) / CHARS_PER_AUDIO_S / segment.rate
        """Audio seconds, by estimate, that are still to be made."""
        self._count = count

    def made(self, audio_s: float) -> None:
        self.left_s = max(0.0, self.left_s - audio_s)
        self._count(audio_s)


class Workload:
    """What a replica has accepted and not made yet, and how fast it works. Time counts while there is anything.

    `clock` gives seconds from any start, `date` those since the epoch.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, date: Callable[[], float] = time.time) -> None:
        self._clock, self._date = clock, date
        self._tasks: set[Task] = set()
        self._made_s = self._worked_s = 0.0
        """Lately: both fade alike."""
        self._accepted_s = self._stood_in_s = 0.0
        self._counted_at = clock()

    def load(self, active: int) -> Load:
        """With so many segments being spoken now. While these are all of them, the next has its turn at once."""
        return Load(self.queued_audio_s if active < len(self._tasks) else 0.0, self._speed())

    def report(self, active: int) -> dict[str, float]:
        """What autoscaling needs to know (deployments/autoscaling.py), all in audio seconds, most of it by estimate.

        `pending_audio_s`: what `load` has as queued and what is due later; `pending_batch_audio_s`: accepted for
        batches and not made yet.
        `accepted_audio_s`: all since the replica began; `stood_in_audio_s`: of that, what another engine was asked
        for. `speed`: made per second of work, lately; 0 until that was measured.
        """
        speed = self._speed()
        return {
            "pending_audio_s": self._left_s(listened_to=True) if active < len(self._tasks) else 0.0,
            "pending_batch_audio_s": self._left_s(listened_to=False),
            "accepted_audio_s": self._accepted_s,
            "stood_in_audio_s": self._stood_in_s,
            "speed": 0.0 if speed == inf else speed,
        }

    @property
    def queued_audio_s(self) -> float:
        """Audio seconds, by estimate, of listeners' segments that are due and still to be made, those at work included.

        Listeners go before all others, and what is due before what is heard later, so only that is in anyone's way.
        """
        return self._left_s(listened_to=True, due_by=self._date())

    def _left_s(self, *, listened_to: bool, due_by: float = inf) -> float:
        tasks = (task for task in self._tasks if task.listened_to is listened_to and task.due <= due_by)
        return sum((task.left_s for task in tasks), 0.0)

    def _speed(self) -> float:
        self._count()
        measured = self._made_s and self._worked_s >= MEASURED_S
        return max(SLOWEST, self._made_s / self._worked_s) if measured else inf

    @contextmanager
    def accept(self, segment: Segment) -> Iterator[Task]:
        """Counts the segment until the block is left."""
        self._count()
        task = Task(segment, self._count)
        self._tasks.add(task)
        self._accepted_s += task.left_s
        self._stood_in_s += task.left_s if segment.stands_in else 0.0
        try:
            yield task
        finally:
            self._count()
            self._tasks.remove(task)

    def _count(self, audio_s: float = 0.0) -> None:
        now = self._clock()
        worked_s = now - self._counted_at if self._tasks else 0.0
        fade = 0.5 ** (worked_s / HALF_LIFE_S)
        self._made_s = self._made_s * fade + audio_s
        self._worked_s = self._worked_s * fade + worked_s
        self._counted_at = now
