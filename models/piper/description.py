"""What X.onnx.json says of a Piper voice."""

from typing import Literal

from pydantic import BaseModel, Field, ValidationError, field_validator

PAD, BEGIN, END = "_", "^", "$"


class Audio(BaseModel):
    sample_rate: int
    """Hertz"""


class Espeak(BaseModel):
    voice: str = ""
    """eSpeak's name of the language."""


class Inference(BaseModel):
    noise_scale: float = 0.667
    length_scale: float = 1.0
    noise_w: float = 0.8


class Description(BaseModel):
    """What the engine reads of the JSON file; names and defaults are those of piper-tts 1.8 (`piper/config.py`)."""

    audio: Audio
    espeak: Espeak = Espeak()
    phoneme_type: Literal["espeak", "text"] = "espeak"
    phoneme_id_map: dict[str, list[int]]
    hop_length: int = 256
    """Samples per frame."""
    inference: Inference = Inference()
    speaker_id_map: dict[str, int] = {}
    default_speaker_id: int = 0
    vowel_clusters: list[list[str]] = Field([])

    @field_validator("phoneme_id_map")
    @classmethod
    def _has_marks(cls, ids: dict[str, list[int]]) -> dict[str, list[int]]:
        if missing := {PAD, BEGIN, END} - set(ids):
            raise ValueError(f"it lacks {', '.join(sorted(missing))}")
        return ids


def parse(text: bytes) -> Description:
    """Raises ValueError saying which field is wrong, and how."""
    try:
        return Description.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise ValueError(f"{where}: {first['msg']}") from None
