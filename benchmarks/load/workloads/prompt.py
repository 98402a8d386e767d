"""What one request asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FORMATS = ("pcm", "wav", "mp3", "opus", "aac", "flac")


@dataclass(frozen=True, slots=True)
class Prompt:
    text: str
    fields: Mapping[str, object] = field(default_factory=dict)
    """What else the request says, such as its own voice, language or format."""
    words_per_s: float | None = None
    """How fast the text comes into being, as from a language model; None: all of it is there when it is due."""
    at_s: float | None = None
    """When it was asked for in the trace that it comes from; None: it comes from none."""

    @property
    def audio_format(self) -> str | None:
        """None: as the others of the run."""
        own = self.fields.get("response_format")
        return None if own is None else str(own)
