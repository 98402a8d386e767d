"""What one request asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Prompt:
    text: str
    fields: Mapping[str, object] = field(default_factory=dict)
    """What else the request says, such as its own voice or language."""
    words_per_s: float | None = None
    """How fast the text comes into being, as from a language model; None: all of it is there when it is due."""
