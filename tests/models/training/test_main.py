"""`python -m models.training`, from the teacher to a file that the engine speaks with, in seconds: no word is clear."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.piper import described
from benchmarks.quality.speakers import InProcess
from benchmarks.serving import ROOT

FEW = ["--sentences", "24", "--minutes", "0.1"]

pytestmark = pytest.mark.timeout(240)


def command(folder: Path, *arguments: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "models.training",
        *arguments,
        "--folder",
        str(folder),
        "--output",
        str(folder / "x.onnx"),
    ]


def run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        command(folder, *arguments), cwd=ROOT, capture_output=True, text=True, timeout=200, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("voice")
    assert " of 24 sentences kept" in run(folder, "all", *FEW)
    return folder


def test_the_engine_speaks_with_what_was_learned(folder):
    sound = InProcess(described(folder / "x.onnx")).speak("Hello, world.")
    assert sound.rate == 16000
    assert 0.2 < sound.duration_s < 10
    assert np.isfinite(sound.samples).all()
    assert sound.samples.std() > 0


def test_what_broke_off_goes_on(folder):
    with subprocess.Popen(command(folder, "vocoder", "--minutes", "5"), cwd=ROOT, stdout=subprocess.PIPE) as learning:
        first = learning.stdout.readline().decode()
        os.kill(learning.pid, signal.SIGKILL)
    assert first.startswith("vocoder.pt goes on from step ")
    assert run(folder, "vocoder", "--minutes", "0.12").startswith(first)


def test_the_target_is_what_the_gate_asks_for(folder, tmp_path):
    (tmp_path / "few.txt").write_text("Hello there.\nThe train is late.\n")
    run(folder, "target", "--without", str(tmp_path))
    names = sorted(path.name for path in (folder / "target").iterdir())
    assert names == ["000.wav", "001.wav", "manifest.json"]
