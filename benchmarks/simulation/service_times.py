"""How long things take: numbers that were measured, or that somebody states as an assumption."""

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from benchmarks.simulation.row import Row


class Strict(BaseModel):
    """Read-only, and a misspelt name is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AudioTimes(Strict):
    """How much audio a text becomes."""

    fixed_s: float = Field(ge=0)
    character_s: float = Field(gt=0)
    spread: float = Field(0.0, ge=0, lt=1)
    """Standard deviation of the true length's logarithm around that."""

    def length_s(self, characters: int, rng: random.Random) -> float:
        return (self.fixed_s + self.character_s * characters) * wobble(self.spread, rng)


class EngineTimes(Strict):
    """What a batch costs an engine. A step makes a window of one row, or of all."""

    rows: int = Field(ge=1)
    """That are made side by side, at most."""
    workers: int = Field(1, ge=1)
    """Batches at once."""
    max_cost: float | None = Field(None, gt=0)
    """Of a batch: rows times the characters of the longest; None: no bound."""
    turns: bool = False
    """Rows take turns, a window each, and join at any (piper); else all take each step together (vits, xtts)."""
    code_s: float = Field(0.0, ge=0)
    """Audio seconds of a code, of which a step adds one to every row (xtts); 0: a step makes windows."""
    ahead_s: float = Field(0.0, ge=0)
    """Audio seconds of codes that must be there beyond a window before it is heard, unless its row ends."""
    sound_s: float = Field(0.0, ge=0)
    """Of each window that is made of codes."""
    join_steps: int = Field(1, ge=1)
    """Rows begin at each so-manieth step."""
    longest_window: int = Field(9, ge=1)
    """Up to so many times the first one, see models/windows.py."""
    batch_s: float = Field(0.0, ge=0)
    """Of each step in which rows begin."""
    row_s: float = Field(0.0, ge=0)
    """Of each row that begins."""
    character_s: float = Field(0.0, ge=0)
    """Of each character of a row that begins: phonemes, the text's half of a model."""
    window_s: float = Field(0.0, ge=0)
    """Of each step, however many rows take it."""
    row_window_s: float = Field(0.0, ge=0)
    """Of each row that takes a step."""
    audio_s: float = Field(0.0, ge=0)
    """Per audio second of the longest window of a step, however many rows take it."""
    row_audio_s: float = Field(0.0, ge=0)
    """Per audio second of every row."""
    spread: float = Field(0.0, ge=0, lt=1)
    """Standard deviation of a step's logarithm around that."""

    def at_pace(self, pace: float) -> "EngineTimes":
        """Where everything takes so many times as long."""
        costs = ("batch_s", "row_s", "character_s", "window_s", "row_window_s", "audio_s", "row_audio_s", "sound_s")
        return self.model_copy(update={name: getattr(self, name) * pace for name in costs})

    def step_s(self, rows: Sequence["Row"]) -> float:
        """Seconds in which these rows make their next windows, in the mean."""
        pace = sum(row.pace for row in rows) / len(rows)
        beginning = [row for row in rows if not row.begun]
        return pace * (self.begin_s(beginning) + self.made_s(len(rows), [row.next_s for row in rows]))

    def begin_s(self, rows: Sequence["Row"]) -> float:
        """Seconds in which these rows begin together."""
        return self.batch_s * bool(rows) + sum(self.row_s + self.character_s * row.characters for row in rows)

    def made_s(self, rows: int, windows_s: Sequence[float]) -> float:
        """Seconds of a step of so many rows in which windows of so many audio seconds are made."""
        made_s = self.window_s + self.row_window_s * rows
        if windows_s:
            made_s += self.audio_s * max(windows_s) + self.row_audio_s * sum(windows_s) + self.sound_s * len(windows_s)
        return made_s


class Streams(Strict):
    """What was measured of one replica, which the model of it is held against."""

    callers: int = Field(ge=1)
    audio_s_per_s: float = Field(gt=0)
    """Each caller asking for one segment after another."""
    ttfa_s: float | None = Field(None, gt=0)
    """Median, all asking an idle engine at once; None: not measured."""


class Overhead(Strict):
    """What the server, and here its client too, add to a request around the engine."""

    before_s: float = Field(ge=0)
    """CPU seconds until an engine is asked."""
    delay_s: float = Field(0.0, ge=0)
    """Seconds in which nothing is computed, before that."""
    message_s: float = Field(ge=0)
    """CPU seconds from a message of windows leaving the engine until it is heard, see Relay."""
    heard_s: float = Field(0.0, ge=0)
    """The same of each audio second in it: codec, copies."""
    after_s: float = Field(0.0, ge=0)
    """CPU seconds from the last message being heard to the end of the answer."""
    behind_s: float = Field(0.0, ge=0)
    """CPU seconds that nobody waits for."""
    cold: float = Field(1.0, ge=1)
    """So many times as long takes all of a request that comes while none is under way: caches, clocks, wake-ups."""
    hit_s: float = Field(ge=0)
    """Seconds of an answer that was kept, all in all."""
    spread: float = Field(0.0, ge=0, lt=1)
    """Standard deviation of their logarithm."""

    def passing_s(self, audio_s: float) -> float:
        """CPU seconds of one message."""
        return self.message_s + self.heard_s * audio_s


class ServiceTimes(Strict):
    """All of it."""

    source: str
    """Where the numbers are from: what was measured on what, or why they are assumed."""
    measured: bool
    audio: AudioTimes
    engine: EngineTimes
    overhead: Overhead
    speeds: tuple[float, ...] = Field((1.0,), min_length=1)
    """CPU seconds per second that one thread gets done, two at once...: see Processor."""
    background_cores: float = Field(0.0, ge=0, lt=1)
    """Of the processor, what the server uses while nobody asks."""
    notes: tuple[str, ...] = ()
    """What else was measured with it."""
    streams: tuple[Streams, ...] = ()
    streams_characters: int = Field(65, ge=1)
    """Of the segments that those asked for."""

    @property
    def left(self) -> tuple[float, ...]:
        """Of `speeds`, what is left by who is always there; a single job finds the other cores."""
        most = self.speeds[-1] - self.background_cores
        return tuple(min(speed, most) for speed in self.speeds)


def wobble(spread: float, rng: random.Random) -> float:
    """A factor of mean 1, whose logarithm has that standard deviation."""
    return rng.lognormvariate(-spread * spread / 2, spread) if spread else 1.0
