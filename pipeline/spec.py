"""RenderSpec: what a caller wants rendered, after validation."""

from dataclasses import asdict, dataclass, field

from cache.key import content_key
from models.engine import Lane, Sampling
from models.voice import Voice
from pipeline.formats import AudioFormat

NORMALIZER_VERSION = "1"
"""Part of every response key: change it when the same text would be read differently."""

CHARS_PER_AUDIO_S = 15
"""Speech at its usual pace, in languages written with letters: the measure of all estimates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderSpec:
    """One render's input. `key` covers what decides the bytes; lane, time-out and request id do not."""

    text: str
    voice: Voice
    language: str
    audio: AudioFormat
    rate: float = 1.0
    seed: int | None = None
    sampling: Sampling = field(default_factory=Sampling)
    lane: Lane = "interactive"
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
                "seed": self.seed,
                "audio": asdict(self.audio),
                **self.voicing(),
            }
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
            "sampling": asdict(self.sampling),
        }
