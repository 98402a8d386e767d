"""Delivery: how far a message has come, and when it is sent again."""

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from deployments.webhooks.message import Message

PAUSES_S = (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600)
"""After the first attempt, the second... and the last one again and again."""
JITTER = 0.2
"""Pauses are longer by up to this share, so that a receiver which comes back does not get everything at once."""
GIVE_UP_S = 24 * 3600.0
"""After the first attempt comes the last."""
GONE = 410

Status = Literal["due", "delivered", "given_up"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one attempt."""

    status: int | None
    """None: there was no answer."""
    reason: str = ""
    """Why there was none, in words."""
    retry_after_s: float = 0.0
    """What the receiver asked for."""

    def __str__(self) -> str:
        return self.reason if self.status is None else f"status {self.status}"


class Delivery(BaseModel):
    """Times are Unix times."""

    model_config = ConfigDict(frozen=True)

    message: Message
    status: Status = "due"
    attempts: int = 0
    """Since it was added, or last sent again on request; so are the times."""
    first_attempt_at: float | None = None
    last_attempt_at: float | None = None
    next_attempt_at: float
    """Of one that is due."""
    outcome: str = ""
    """Of the last attempt: `status 200`, or why there was no answer. Never what the receiver said."""

    def after(self, answer: Answer, now: float, luck: float) -> "Delivery":
        """What it is after one more attempt; `luck` from 0 to 1 spreads the next one."""
        first = now if self.first_attempt_at is None else self.first_attempt_at
        last_chance = first + GIVE_UP_S
        pause_s = PAUSES_S[min(self.attempts, len(PAUSES_S) - 1)] * (1 + JITTER * luck)
        return self.model_copy(
            update={
                "status": settled(answer) or ("given_up" if now >= last_chance else "due"),
                "attempts": self.attempts + 1,
                "first_attempt_at": first,
                "last_attempt_at": now,
                "next_attempt_at": min(now + max(pause_s, answer.retry_after_s), last_chance),
                "outcome": str(answer),
            }
        )


def settled(answer: Answer) -> Literal["delivered", "given_up"] | None:
    """What no other attempt would change."""
    if answer.status is not None and 200 <= answer.status < 300:
        return "delivered"
    return "given_up" if answer.status == GONE else None
