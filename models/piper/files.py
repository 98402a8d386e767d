"""The two files of a Piper voice: X.onnx, and X.onnx.json beside it."""

import hashlib
from pathlib import Path

import onnx
from onnx import ModelProto

from models.errors import EngineUnavailable
from models.piper.description import Description, parse
from models.piper.graph import Parts, split
from models.piper.half_weights import widened
from models.voice import Voice


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
        description = parse(_bytes(voice, path))
    except ValueError as error:
        raise unavailable(voice, f"{path} does not describe a Piper voice that can be spoken: {error}.") from None
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
