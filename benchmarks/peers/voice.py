"""The voices that all servers speak with: the bundled one, and random weights as large as Piper's "medium"."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers import environment
from benchmarks.serving import ROOT

BUNDLED = ROOT / "models/voices/declaim.onnx"
MEDIUM = ROOT / "var/voices/medium.onnx"
COQUI = ROOT / "var/voices/coqui/model.pth"


@dataclass(frozen=True, slots=True)
class PeerVoice:
    name: str
    onnx: Path
    coqui: Path = COQUI
    """A checkpoint of the size of the medium voice."""

    @property
    def bundled(self) -> bool:
        return self.onnx == BUNDLED


VOICES = {"bundled": PeerVoice("bundled", BUNDLED), "medium": PeerVoice("medium", MEDIUM)}


def make(voice: PeerVoice) -> None:
    """What is not there yet. Raises subprocess.CalledProcessError."""
    maker = ROOT / "tests/models/make_voices.py"
    if not voice.onnx.exists():
        subprocess.run([sys.executable, maker, "--medium", voice.onnx.parent], check=True)
    if voice.name == "medium" and not voice.coqui.exists():
        path = {**os.environ, "PYTHONPATH": str(ROOT)}
        script = Path(__file__).with_name("coqui_voice.py")
        subprocess.run([environment.python("coqui"), script, voice.coqui.parent], check=True, env=path)
