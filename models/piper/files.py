"""The two files of a Piper voice: X.onnx, and X.onnx.json beside it."""

import hashlib
from pathlib import Path
from typing import Literal

import onnx
from onnx import ModelProto
from pydantic import BaseModel, Field, ValidationError, field_validator

from models.errors import EngineUnavailable
from models.piper.graph import Parts, split
from models.piper.half_weights import widened
from models.voice import Voice

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


def read(voice: Voice) -> tuple[Description, Parts]:
    """Read and check both files. Raises EngineUnavailable naming the file and what to do about it."""
    if voice.model is None:
        raise unavailable(voice, "its file names no 'model'; write `model: X.onnx` there.")
    path = Path(voice.model)
    data = _bytes(voice, path)
    if voice.sha256 is not None and hashlib.sha256(data).hexdigest() != voice.sha256.lower():
        raise unavailable(voice, f"{path} is not the file whose sha256 the voice declares; copy that one here.")
    return _description(voice, path.with_name(path.name + ".json")), _parts(voice, path, data)


def unavailable(voice: Voice, reason: str) -> EngineUnavailable:
    return EngineUnavailable("piper", f"voice '{voice.id}': {reason}")


def _bytes(voice: Voice, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise unavailable(voice, f"{path} cannot be read ({error.strerror}); put the voice's file there.") from None


def _description(voice: Voice, path: Path) -> Description:
    try:
        description = Description.model_validate_json(_bytes(voice, path))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise unavailable(
            voice, f"{path} does not describe a Piper voice that can be spoken: {where}: {first['msg']}."
        ) from None
    if description.audio.sample_rate != voice.sample_rate:
        rate = description.audio.sample_rate
        raise unavailable(voice, f"{path} says {rate} Hz; write `sample_rate: {rate}` in the voice's file.")
    return description


def _parts(voice: Voice, path: Path, data: bytes) -> Parts:
    try:
        model = widened(onnx.load_model_from_string(data))
    except Exception:
        raise unavailable(voice, f"{path} is damaged or no ONNX file; copy it again.") from None
    try:
        return split(_checked(model))
    except ValueError as error:
        raise unavailable(voice, f"{path} is not a Piper voice: {error}.") from None


def _checked(model: ModelProto) -> ModelProto:
    """Raises ValueError when the graph takes what nobody here can give it."""
    inputs = {value.name for value in model.graph.input} - {tensor.name for tensor in model.graph.initializer}
    if not {"input", "input_lengths", "scales"} <= inputs <= {"input", "input_lengths", "scales", "sid"}:
        raise ValueError(f"it takes {', '.join(sorted(inputs)) or 'nothing'}, not input, input_lengths, scales and sid")
    return model
