"""A folder of models that Triton serves: one for each voice, named as the voice is."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.triton.contract import DESCRIPTION, MANNER, SAMPLE_RATE, SPEAKER, SYMBOLS, TEXTS, Tensor
from models.triton.pbtxt import Batching, config_text
from models.triton.serving import packages
from models.voice import Voice, read_voice

VOICE, OPTIONS = "voice", "options"
"""Parameters of a model's configuration: the voice's file, and its engine's options as JSON."""

MODEL = '''"""A voice of Declaim, whose folder has to be on PYTHONPATH."""

from models.triton.serving.backend import TritonPythonModel

__all__ = ["TritonPythonModel"]
'''


def add_voice(repository: Path, path: Path, engines: Mapping[str, Mapping[str, object]], batching: Batching) -> Voice:
    """Add the voice of that file, for the Python backend.

    Raises ValueError, OSError for a file that cannot be read, EngineUnavailable where its engine is not installed.
    A Piper voice takes symbols; all others take texts. `engines` are the options of each, of piper {"threads": N}.
    """
    voice = read_voice(path)
    packages.check(voice.engine)
    options = json.dumps(engines.get(voice.engine, {}))
    parameters = {VOICE: str(path.absolute()), OPTIONS: options, SAMPLE_RATE: str(voice.sample_rate)}
    inputs: tuple[Tensor, ...] = (*TEXTS, *MANNER)
    if voice.engine == "piper":
        description = json.loads(Path(f"{voice.model}.json").read_bytes())
        parameters[DESCRIPTION] = json.dumps(description)
        inputs = symbol_inputs(description)
    config = config_text(voice.id, "python", inputs, parameters, batching)
    add_model(repository, voice.id, config, {"model.py": MODEL.encode()})
    return voice


def symbol_inputs(description: Mapping[str, Any]) -> tuple[Tensor, ...]:
    """Of a Piper voice that X.onnx.json describes."""
    return (*SYMBOLS, *MANNER, *([SPEAKER] if len(description.get("speaker_id_map", {})) > 1 else []))


def add_model(repository: Path, name: str, config: str, files: Mapping[str, bytes]) -> None:
    """Write it as its version 1, over what is there."""
    version = repository / name / "1"
    version.mkdir(parents=True, exist_ok=True)
    for file, content in files.items():
        (version / file).write_bytes(content)
    (repository / name / "config.pbtxt").write_text(config, encoding="utf-8")
