"""Progress: what a batch's state comes to."""

from dataclasses import dataclass
from typing import Literal, Self

from pipeline.batch.ledger import State

Status = Literal["failed", "in_progress", "finalizing", "completed", "expired", "cancelling", "cancelled"]
"""OpenAI's names. A batch is looked at while it is submitted, so it never is "validating"."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Counted from the results, or as it was in the end."""

    completed: int
    failed: int
    characters: int
    """Of the items that are done."""
    audio_s: float
    eta_s: float | None
    """Seconds, if it goes on as until now; None before anything is done."""

    @classmethod
    def of(cls, state: State, now: float) -> Self:
        if state.end is not None:
            end = state.end
            return cls(end.completed, end.failed, end.characters, end.audio_s, 0.0)
        done = state.results.values()
        completed, characters = sum(each.ok for each in done), sum(each.characters for each in done)
        audio_s = sum(each.audio_s for each in done)
        return cls(completed, len(done) - completed, characters, audio_s, eta_s(state, characters, now))


def eta_s(state: State, characters: int, now: float) -> float | None:
    elapsed_s = now - state.record.created_at
    if not characters or elapsed_s <= 0:
        return None
    return max(0.0, (state.record.characters - characters) * elapsed_s / characters)


def status(state: State) -> Status:
    if state.record.errors:
        return "failed"
    if state.end is not None:
        return state.end.status
    if state.cancelled_at is not None:
        return "cancelling"
    return "finalizing" if len(state.results) == state.record.total else "in_progress"
