"""RenderSpec: what a caller wants rendered, after validation."""

from dataclasses import dataclass, field
from typing import Literal

from cache.key import content_key
from models.engine import Lane, Sampling
from models.lexicon import Saying
from models.voice import Voice
from pipeline.formats import AudioFormat
from pipeline.manner import Manner, Spoken

NORMALIZER_VERSION = "4"
"""Part of every response key: change it when the same text would be read differently."""

CHARS_PER_AUDIO_S = 15
"""Speech at its usual pace, in languages written with letters: the measure of all estimates."""


Fallback = Literal["auto", "never"]
"""Whether another voice may speak where the one that was asked for cannot."""

CachePolicy = Literal["use", "renew", "off"]
"""What was made before is played again (use), made again and kept (renew), or made again and forgotten (off)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderSpec:
    """One render's input. `key` covers what decides the bytes: no lane, cache, fallback, time-out or request id."""

    text: str
    voice: Voice
    language: str
    audio: AudioFormat
    rate: float = 1.0
    seed: int | None = None
    sampling: Sampling = field(default_factory=Sampling)
    lexicon: tuple[Saying, ...] = ()
    spoken: Spoken = field(default_factory=Spoken)
    lane: Lane = "interactive"
    cache: CachePolicy = "use"
    fallback: Fallback = "auto"
    timeout_s: float
    """The longest silence the caller accepts, before the first byte and between any two."""
    request_id: str = ""

    @property
    def key(self) -> str:
        """Two specs with this key in common have the same body."""
        return content_key(
            {
                "text": self.text,
                "normalizer": NORMALIZER_VERSION,
                "lexicon": [fields_of(saying) for saying in self.lexicon],
                "spoken": self.spoken.model_dump(),
                "seed": self.seed,
                "audio": fields_of(self.audio),
                **self.voicing(),
            }
        )

    @property
    def manner(self) -> Manner:
        """How the text is to be read: what the Normalizer needs besides it."""
        return Manner(
            self.language, self.voice.longest(self.language), self.voice.target_chars, self.lexicon, self.spoken
        )

    @property
    def expected_audio_s(self) -> float:
        """An estimate, for admission; the audio's real length is known when it is made."""
        return len(self.text) / CHARS_PER_AUDIO_S / self.rate

    def voicing(self) -> dict[str, object]:
        """What decides how any text sounds in this render, but for its seed."""
        return {
            "voice": self.voice.id,
            "revision": self.voice.revision,
            "engine": self.voice.engine,
            "language": self.language,
            "rate": self.rate,
            "sampling": fields_of(self.sampling),
        }


def fields_of(record: AudioFormat | Sampling | Saying) -> dict[str, object]:
    """By name. `dataclasses.asdict` copies deeply and takes ten times as long; every request pays for it."""
    return {name: getattr(record, name) for name in record.__slots__}
