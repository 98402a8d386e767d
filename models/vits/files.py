"""The files of a VITS voice: a checkpoint X.pth, coqui's config.json beside it, and maybe Piper's X.pth.json."""

import hashlib
import json
import pickle
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import torch
from torch import Tensor

# isort: split
# Before the configuration: the model and it import each other, and the other way round that fails.
import TTS.tts.models.vits  # noqa: F401

# isort: split
from TTS.tts.configs.vits_config import VitsConfig

from models.errors import EngineUnavailable
from models.piper.description import Description, parse
from models.voice import Voice

REFUSED = {
    "use_language_embedding": "several languages in one model",
    "use_d_vector_file": "d-vectors",
    "encoder_sample_rate": "a decoder at another rate than its encoder",
}
"""Of `model_args`: what a checkpoint may have and this engine does not speak."""


@dataclass(frozen=True, slots=True)
class Files:
    """What they hold, checked as far as it can be without the model."""

    path: Path
    """Of the checkpoint."""
    config: VitsConfig
    weights: dict[str, Tensor]
    """As coqui names them."""
    phonemes: Description | None
    """None: config.json says how text is read."""


def read(voice: Voice) -> Files:
    """Read and check them. Raises EngineUnavailable naming the file and what to do about it."""
    if voice.model is None:
        raise unavailable(voice, "its file names no 'model'; write `model: X.pth` there.")
    path = Path(voice.model)
    config = _config(voice, path.with_name("config.json"))
    return Files(path, config, _weights(voice, path), _phonemes(voice, path.with_name(path.name + ".json")))


def unavailable(voice: Voice, reason: str) -> EngineUnavailable:
    return EngineUnavailable("vits", f"voice '{voice.id}': {reason}")


def _missing(voice: Voice, path: Path, error: OSError) -> EngineUnavailable:
    return unavailable(voice, f"{path} cannot be read ({error.strerror}); put the voice's file there.")


def _config(voice: Voice, path: Path) -> VitsConfig:
    described, config = _json(voice, path), VitsConfig()
    if described.get("model") != "vits":
        raise unavailable(voice, f"{path} describes a model '{described.get('model')}', and this engine speaks 'vits'.")
    try:
        with warnings.catch_warnings():
            # Of a field of the wrong type coqpit only warns, and goes on with its own default. Only that is an error:
            # other threads may warn meanwhile.
            warnings.filterwarnings("error", "Type mismatch in ")
            config.from_dict(described)
    except Exception as error:
        raise unavailable(voice, f"{path} is no configuration of a Vits model: {error}.") from None
    for name, what in REFUSED.items():
        if config.model_args[name]:
            raise unavailable(voice, f"{path} has `{name}`, and {what} is not spoken by this engine.")
    if config.audio.sample_rate != voice.sample_rate:
        rate = config.audio.sample_rate
        raise unavailable(voice, f"{path} says {rate} Hz; write `sample_rate: {rate}` in the voice's file.")
    return config


def _json(voice: Voice, path: Path) -> dict[str, Any]:
    try:
        described = json.loads(path.read_bytes())
    except OSError as error:
        raise _missing(voice, path, error) from None
    except ValueError as error:
        raise unavailable(voice, f"{path} is no JSON: {error}.") from None
    return described if isinstance(described, dict) else {}


def _weights(voice: Voice, path: Path) -> dict[str, Tensor]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise _missing(voice, path, error) from None
    with file:
        if voice.sha256 is not None and hashlib.file_digest(file, "sha256").hexdigest() != voice.sha256.lower():
            raise unavailable(voice, f"{path} is not the file whose sha256 the voice declares; copy that one here.")
        file.seek(0)
        found = _checkpoint(voice, path, file)
    weights = found.get("model", found) if isinstance(found, dict) else {}
    if not isinstance(weights, dict) or not isinstance(weights.get("text_encoder.emb.weight"), Tensor):
        raise unavailable(voice, f"{path} holds no weights of a coqui Vits; `model` names the wrong file.")
    return weights


def _checkpoint(voice: Voice, path: Path, file: BinaryIO) -> object:
    try:
        return torch.load(file, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError:
        raise unavailable(
            voice,
            f"{path} is damaged, or holds Python objects beside its weights, which could run code and are not loaded. "
            "If you trust it, write what it has under 'model' anew, alone: `torch.save({'model': weights}, ...)`.",
        ) from None
    except (EOFError, OSError, RuntimeError):
        raise unavailable(voice, f"{path} is damaged or no checkpoint; copy it again.") from None


def _phonemes(voice: Voice, path: Path) -> Description | None:
    if not path.exists():
        return None
    try:
        return parse(path.read_bytes())
    except ValueError as error:
        raise unavailable(voice, f"{path} does not describe Piper's phonemes: {error}.") from None
