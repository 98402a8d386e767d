"""What Triton's Python backend runs for one of our voices: `model.py` of the model is this class and nothing else."""

import json
import os
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models.triton.serving.packages import borrow
from models.triton.serving.repository import OPTIONS, VOICE
from models.triton.serving.symbols import SymbolsModel
from models.triton.serving.texts import TextsModel
from models.voice import read_voice

CHECK_S = 1.0
"""Between two looks at whether the server is still there."""


class TritonPythonModel:
    """Triton names it and its methods."""

    def initialize(self, args: Mapping[str, str]) -> None:
        """Load the voice. What this raises is in Triton's log, and the model is not ready then."""
        borrow()
        parameters = json.loads(args["model_config"])["parameters"]
        voice = read_voice(Path(parameters[VOICE]["string_value"]))
        options = json.loads(parameters[OPTIONS]["string_value"])
        self._model = SymbolsModel(voice, **options) if voice.engine == "piper" else TextsModel(voice, options)
        threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()

    def execute(self, requests: Sequence[Any]) -> None:
        """One batch. Returns when it is done, for until then Triton collects the next one."""
        self._model.speak(requests)


def _end_with(server: int) -> None:
    """A server that is killed leaves its models' processes behind, waiting for ever for it to take their answers."""
    while os.getppid() == server:
        time.sleep(CHECK_S)
    os._exit(1)
