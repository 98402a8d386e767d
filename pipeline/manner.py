"""Manner: how a text is to be read, whatever the text."""

from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict

from models.lexicon import Saying

Treatment = Literal["removed", "read"]


class Spoken(BaseModel):
    """What is read of the things in a text that are no words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    emoji: Treatment = "removed"
    """`read`: by their names, in languages that the package `emoji` has names for; equal ones in a row once."""
    markdown: Treatment = "removed"
    """`read`: its marks are characters like any others; lists and headings still begin new lines."""


@dataclass(frozen=True, slots=True)
class Manner:
    """All that decides a script, but for the text."""

    language: str
    """BCP-47 tag."""
    max_chars: int
    """No line is longer."""
    target_chars: int | None = None
    """What lines should not exceed by much; None: `max_chars`."""
    lexicon: tuple[Saying, ...] = ()
    spoken: Spoken = field(default_factory=Spoken)
