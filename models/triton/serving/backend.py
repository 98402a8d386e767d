"""What Triton's Python backend runs for one of our voices: `model.py` of the model is this class and nothing else."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models.triton.serving.repository import OPTIONS, VOICE
from models.triton.serving.symbols import SymbolsModel
from models.triton.serving.texts import TextsModel
from models.voice import read_voice


class TritonPythonModel:
    """Triton names it and its methods."""

    def initialize(self, args: Mapping[str, str]) -> None:
        """Load the voice. What this raises is in Triton's log, and the model is not ready then."""
        parameters = json.loads(args["model_config"])["parameters"]
        voice = read_voice(Path(parameters[VOICE]["string_value"]))
        options = json.loads(parameters[OPTIONS]["string_value"])
        self._model = SymbolsModel(voice, **options) if voice.engine == "piper" else TextsModel(voice, options)

    def execute(self, requests: Sequence[Any]) -> None:
        """One batch. Returns when it is done, for until then Triton collects the next one."""
        self._model.speak(requests)
