"""What one request asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Prompt:
    text: str
    fields: Mapping[str, object] = field(default_factory=dict)
    """What else the request says, such as its own voice or language."""
