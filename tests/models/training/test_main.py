"""`python -m models.training`, from the teacher to a file that the engine speaks with, in seconds: no word is clear."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from benchmarks.piper import described
from benchmarks.quality.speakers import InProcess
from benchmarks.serving import ROOT
from models.training.__main__ import main

FEW = ["--sentences", "12", "--minutes", "0.02"]

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


@pytest.fixture(scope="module")
def here() -> Callable[..., None]:
    """One stage, in this process, which has torch already."""

    def run(folder: Path, *arguments: str) -> None:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(sys, "argv", command(folder, *arguments)[2:])
            main()

    return run


@pytest.fixture(scope="module")
def folder(here, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("voice")
    for stage in ("data", "acoustic", "vocoder", "polish", "export"):
        here(folder, stage, *FEW)
    return folder


@pytest.mark.soak
def test_all_of_it_by_one_command(tmp_path):
    done = subprocess.run(
        command(tmp_path, "all", *FEW), cwd=ROOT, capture_output=True, text=True, timeout=200, check=True
    )
    assert " of 12 sentences kept" in done.stdout
    assert (tmp_path / "x.onnx").exists()


def test_the_engine_speaks_with_what_was_learned(folder):
    sound = InProcess(described(folder / "x.onnx")).speak("Hello, world.")
    assert sound.rate == 16000
    assert 0.2 < sound.duration_s < 10
    assert np.isfinite(sound.samples).all()
    assert sound.samples.std() > 0


def test_what_broke_off_goes_on(folder, here, capsys):
    with subprocess.Popen(command(folder, "vocoder", "--minutes", "5"), cwd=ROOT, stdout=subprocess.PIPE) as learning:
        first = learning.stdout.readline().decode()
        os.kill(learning.pid, signal.SIGKILL)
    assert first.startswith("vocoder.pt goes on from step ")
    here(folder, "vocoder", "--minutes", "0.04")
    assert capsys.readouterr().out.startswith(first)


def test_the_target_is_what_the_gate_asks_for(folder, here, tmp_path):
    (tmp_path / "few.txt").write_text("Hello there.\nThe train is late.\n")
    here(folder, "target", "--without", str(tmp_path))
    names = sorted(path.name for path in (folder / "target").iterdir())
    assert names == ["000.wav", "001.wav", "manifest.json"]
